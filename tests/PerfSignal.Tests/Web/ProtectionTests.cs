using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PerfSignal.Bot.Web.Protection;
using PerfSignal.Core.Data;
using PerfSignal.Tests.Data;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Web;

public sealed class ProtectionTests
{
    [Fact]
    public void Lets_one_node_read_what_another_protected()
    {
        using var database = new TestDatabase();
        var hidden = Protector(database, null).Protect("a token");
        Protector(database, null).Unprotect(hidden).ShouldBe("a token");
    }

    [Fact]
    public void Keeps_no_readable_key_in_the_database_where_a_key_file_is_given()
    {
        using var database = new TestDatabase();
        using var file = new TemporaryFile(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        var hidden = Protector(database, file.Path).Protect("a token");
        using var data = database.Open();
        data.Set<DataProtectionKeyRow>()
            .Select(row => row.Xml)
            .ToList()
            .ShouldAllBe(xml => !xml.Contains("<masterKey") && xml.Contains("byKeyFile"));
        Protector(database, file.Path).Unprotect(hidden).ShouldBe("a token");

        using var other = new TemporaryFile(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        Should.Throw<CryptographicException>(() => Protector(database, other.Path).Unprotect(hidden));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("c2hvcnQ=")]
    public void Stops_at_a_key_file_that_holds_no_key(string content)
    {
        using var file = new TemporaryFile(content);
        Should.Throw<InvalidOperationException>(() => KeyFile.Read(file.Path)).Message.ShouldContain("openssl rand -base64 32");
    }

    [Fact]
    public void Stops_at_a_key_file_that_is_not_there() =>
        Should.Throw<InvalidOperationException>(() => KeyFile.Read("/nowhere/key")).Message.ShouldContain("DataProtection:KeyFile");

    private static IDataProtector Protector(TestDatabase database, string? keyFile) =>
        new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(new TestClock())
            .AddScoped<PerfSignalData>(_ => database.Open())
            .AddPerfSignalProtection(keyFile)
            .BuildServiceProvider()
            .GetRequiredService<IDataProtectionProvider>()
            .CreateProtector("test");

    private sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(string content) => File.WriteAllText(Path, content);

        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"key-{Guid.NewGuid():N}");

        public void Dispose() => File.Delete(Path);
    }
}
