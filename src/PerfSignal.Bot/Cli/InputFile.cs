namespace PerfSignal.Bot.Cli;

/// <summary>A file named on the command line, checked before anything else is done with it.</summary>
public static class InputFile
{
    private const int Looked = 4096;

    /// <summary>Opens the file; null with a sentence that says what to do when it cannot be what is wanted.</summary>
    /// <param name="extension">With the dot; the wrong one is most often the wrong file.</param>
    public static (FileStream? File, string? Problem) Open(string path, string extension)
    {
        if (Directory.Exists(path))
        {
            return (null, $"{path} is a directory; name the {extension} file in it.");
        }

        if (!File.Exists(path))
        {
            return (null, $"{path} does not exist; check the path, which starts from {Environment.CurrentDirectory}.");
        }

        if (!string.Equals(Path.GetExtension(path), extension, StringComparison.OrdinalIgnoreCase))
        {
            return (null, $"{path} does not end with {extension}; name a {extension} file, or rename it if it is one.");
        }

        try
        {
            return Checked(path, new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, $"{path} cannot be read ({error.Message.TrimEnd('.')}); check its rights and that no other program locks it.");
        }
    }

    private static (FileStream? File, string? Problem) Checked(string path, FileStream file)
    {
        var start = new byte[Looked];
        var length = file.ReadAtLeast(start, Looked, throwOnEndOfStream: false);
        var problem =
            length == 0 ? $"{path} is empty; export it again."
            : start.AsSpan(0, length).Contains((byte)0) ? $"{path} is no text in UTF-8 (it holds NUL bytes); save it as UTF-8 text."
            : null;
        if (problem is not null)
        {
            file.Dispose();
            return (null, problem);
        }

        file.Position = 0;
        return (file, null);
    }
}
