using NodaTime;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Development;

/// <summary>What is wrong with the two dates of a plan's form: each is optional, and none lies in the past.</summary>
internal static class PlanErrors
{
    public static Dictionary<string, string> Of(Command command, out LocalDate? due, out LocalDate? review)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        due = Read(command, "due", errors);
        review = Read(command, "review", errors);
        return errors;
    }

    private static LocalDate? Read(Command command, string field, Dictionary<string, string> errors)
    {
        if (!PlanDates.TryRead(command.Field(field), out var date))
        {
            errors[field] = command.Reader.Say("plan_date_wrong");
        }
        else if (date < command.Reader.Today)
        {
            errors[field] = command.Reader.Say("plan_date_past");
        }

        return date;
    }
}
