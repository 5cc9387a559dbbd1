using OAuthDemo.AppHost;

namespace OAuthDemo.Unit.AppHost;

public sealed class ServiceLogTests
{
    [Fact]
    public void The_last_lines_are_in_order_and_hold_no_times_colours_or_stack_frames()
    {
        string[] log =
        [
            "2026-11-29T21:19:26.1970000Z Unhandled exception. The store is damaged.",
            "2026-11-29T21:19:26.1970000Z    at OAuthDemo.Stores.StoreStart.UpgradeAsync() in StoreStart.cs:line 28",
            "2026-11-29T21:19:26.1970000Z --- End of stack trace from previous location ---",
            "2026-11-29T21:19:25.9500000Z \e[41m\e[30mfail\e[39m\e[22m\e[49m: Stores[1]",
            "2026-11-29T21:19:25.9500000Z       It does not open at all",
            "2026-11-29T21:19:09.4050000Z [sys] Starting process...",
        ];

        ServiceLog.Clean(log, count: 10).ShouldBe(["fail: Stores[1]", "      It does not open at all", "Unhandled exception. The store is damaged."]);
        ServiceLog.Clean(log, count: 1).ShouldBe(["Unhandled exception. The store is damaged."]);
    }
}
