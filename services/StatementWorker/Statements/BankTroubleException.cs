using System.Net;
using Duende.IdentityModel.Client;

namespace OAuthDemo.StatementWorker.Statements;

/// <summary>The bank did not do what it was asked.</summary>
internal sealed class BankTroubleException(string message, bool mayPass, Exception? why = null) : Exception(message, why)
{
    /// <summary>Whether the same may succeed later: nobody answered, or whoever answered was not well.</summary>
    public bool MayPass => mayPass;

    public static BankTroubleException Of(string what, ProtocolResponse answer) => new(
        $"{what}: {answer.Error} {answer.Raw}".TrimEnd(), // an error answer holds no secret
        answer.ErrorType == ResponseErrorType.Exception || IsPassing(answer.HttpStatusCode), answer.Exception);

    public static bool IsPassing(HttpStatusCode status) => status is >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests;
}
