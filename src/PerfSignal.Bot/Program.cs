Console.WriteLine("PerfSignal Bot");
