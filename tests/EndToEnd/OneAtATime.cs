using Xunit.Sdk;
using Xunit.v3;

// Each of these tests runs a whole system: two at a time would measure each other.
[assembly: Parallelization(Mode = ParallelMode.None)]
