using PerfSignal.Core;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;

namespace PerfSignal.Tests.People;

/// <summary>Builds <see cref="Access"/> as the container does.</summary>
internal static class TestAccess
{
    public static Access Of(PerfSignalData data, Audit audit, Organization organization, TimeProvider clock)
    {
        var provider = new ServiceCollectionOf(data, audit, organization, clock);
        return provider.Get<Access>();
    }

    private sealed class ServiceCollectionOf(params object[] parts)
    {
        public T Get<T>() => (T)Make(typeof(T));

        private object Make(Type type)
        {
            if (parts.FirstOrDefault(type.IsInstanceOfType) is { } part)
            {
                return part;
            }

            var constructor = type.GetConstructors()[0];
            return constructor.Invoke([.. constructor.GetParameters().Select(parameter => Make(parameter.ParameterType))]);
        }
    }
}
