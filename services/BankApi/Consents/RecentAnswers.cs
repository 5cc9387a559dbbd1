using System.Collections.Concurrent;

namespace OAuthDemo.BankApi.Consents;

// Keeps each answer for a few seconds from the moment the question was put. Many requests with one token put one question.
// Failures are not kept: whoever waited learns of them, whoever comes next asks anew.
internal sealed class RecentAnswers<T>(TimeProvider time, TimeSpan lifetime, int capacity)
{
    private readonly ConcurrentDictionary<string, Question> _questions = new(StringComparer.Ordinal);

    public int Count => _questions.Count;

    public async Task<T> GetAsync(string key, Func<Task<T>> ask, CancellationToken cancellation)
    {
        var question = Current(key, ask);
        try
        {
            return await question.Answer.Value.WaitAsync(cancellation);
        }
        catch when (question.Answer.Value.IsFaulted || question.Answer.Value.IsCanceled)
        {
            _questions.TryRemove(KeyValuePair.Create(key, question));
            throw;
        }
    }

    public void Clear() => _questions.Clear();

    private Question Current(string key, Func<Task<T>> ask)
    {
        if (_questions.Count >= capacity) Shrink();
        var fresh = new Question(time.GetUtcNow(), new Lazy<Task<T>>(ask));
        return _questions.AddOrUpdate(key, fresh, (_, known) => IsFresh(known) ? known : fresh);
    }

    private bool IsFresh(Question question)
    {
        var age = time.GetUtcNow() - question.At;
        return age >= TimeSpan.Zero && age < lifetime;
    }

    // Forgetting too much costs a question, never a wrong answer.
    private void Shrink()
    {
        foreach (var question in _questions)
            if (!IsFresh(question.Value)) _questions.TryRemove(question);
        if (_questions.Count >= capacity) _questions.Clear();
    }

    private sealed record Question(DateTimeOffset At, Lazy<Task<T>> Answer);
}
