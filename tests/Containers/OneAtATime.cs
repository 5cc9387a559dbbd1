using Xunit.Sdk;
using Xunit.v3;

// Each of these starts a whole system, and some of them two: at the same time they would only wait for each other's processors.
[assembly: Parallelization(Mode = ParallelMode.None)]
