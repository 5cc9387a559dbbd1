using OAuthDemo.StatementWorker;

if (WorkerCommand.Parse(args) is not { } command)
    return WorkerCommand.ShowUsage();

using var host = StatementWorkerService.CreateBuilder(command, args).Build();
return await StatementWorkerService.RunAsync(host, command);
