using BenchmarkDotNet.Running;

// In this process: a project generated inside the repository would be under its rules for warnings and lock files.
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(["--inProcess", .. args]);
