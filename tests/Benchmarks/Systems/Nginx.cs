using System.Net.Sockets;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Benchmarks.Systems;

/// <summary>nginx as a plain proxy in front of a service, to compare the gateway with: on loopback, with its files in a folder of its own.</summary>
internal static class Nginx
{
    private static readonly string? _program = ((string[])["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx", "/opt/homebrew/bin/nginx"]).FirstOrDefault(File.Exists);

    public static bool IsInstalled => _program is not null;

    /// <exception cref="InvalidOperationException">It is not installed, or does not start.</exception>
    public static async Task<ServiceProcess> StartAsync(ServiceProcess behind, string folder)
    {
        var port = FreePorts.Next();
        var configuration = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(configuration, Configuration(folder, port, behind.Address.Port));
        var nginx = ServiceProcess.Launch("nginx", folder, [_program ?? throw new InvalidOperationException("nginx is not installed."), "-p", folder, "-e", "stderr", "-c", configuration],
            port, new Dictionary<string, string>(), signal: "TERM");
        await nginx.UntilAsync(() => Listens(port));
        return nginx;
    }

    // What the gateway does as well: connections are kept open on both sides, and the service learns who asks and for which host. Nothing is logged.
    private static string Configuration(string folder, int port, int behind) => $$"""
        daemon off;
        worker_processes auto;
        pid {{folder}}/nginx.pid;
        error_log stderr warn;
        events { worker_connections 256; }
        http {
            access_log off;
            client_body_temp_path {{folder}}/body;
            proxy_temp_path {{folder}}/proxy;
            fastcgi_temp_path {{folder}}/fastcgi;
            uwsgi_temp_path {{folder}}/uwsgi;
            scgi_temp_path {{folder}}/scgi;
            upstream service { server 127.0.0.1:{{behind}}; keepalive 64; keepalive_requests 1000000000; }
            server {
                listen 127.0.0.1:{{port}};
                keepalive_requests 1000000000;
                location / {
                    proxy_pass http://service;
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                    proxy_set_header Host $http_host;
                    proxy_set_header X-Forwarded-For $remote_addr;
                    proxy_set_header X-Forwarded-Host $http_host;
                    proxy_set_header X-Forwarded-Proto $scheme;
                }
            }
        }
        """;

    private static async Task<bool> Listens(int port)
    {
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
