namespace OAuthDemo.FinanceAggregator.Bank;

public enum BankTrouble
{
    /// <summary>No answer, or none that makes sense. Nothing is lost; trying again is fine.</summary>
    Unreachable,

    /// <summary>Too many requests; the bank asks to wait.</summary>
    Busy,

    /// <summary>The authorization is over. Only the person can give a new one.</summary>
    Ended,

    /// <summary>The bank answered that this is not allowed or not understood.</summary>
    Refused,
}

/// <summary>Why data could not be had from the bank, in the terms in which a page explains it.</summary>
public sealed class BankException(BankTrouble trouble, string? code = null, Exception? cause = null)
    : Exception($"The bank: {trouble} {code}", cause)
{
    public BankTrouble Trouble { get; } = trouble;

    /// <summary>The protocol's error code, if there was one.</summary>
    public string? Code { get; } = code;
}
