using NodaTime;

namespace PerfSignal.Bot.Demo;

/// <summary>goals.csv of the sample company: one company objective, one of a team, and some of people.</summary>
public static class SampleGoals
{
    public static void Write(TextWriter file, LocalDate today)
    {
        var quarter = SampleCompany.Iso(today.PlusDays(40));
        file.WriteLine("id,owner_email,title,metric,baseline,target,unit,due,parent_id,progress,visible");
        file.WriteLine($"co1,elena@lumen.example,Customers trust Lumen with their checkout,,,,,{quarter},,45,yes");
        file.WriteLine($"eng1,maya@lumen.example,A checkout that never loses a cart,,,,,{quarter},co1,50,yes");
        file.WriteLine($"ana1,ana@lumen.example,Billing runs on the new ledger,,,,,{quarter},eng1,40,");
        file.WriteLine(
            $"kr1,ana@lumen.example,Invoices created by the new ledger,invoices on the new ledger,0,100,percent,{quarter},ana1,60,"
        );
        file.WriteLine($"kr2,ana@lumen.example,Failed payments per thousand,failed payments,8,2,per thousand,{quarter},ana1,35,");
        file.WriteLine($"jo1,jonas@lumen.example,Deploys without a maintenance window,,,,,{quarter},eng1,70,yes");
        file.WriteLine($"sal1,grace@lumen.example,Win back the mid-size segment,,,,,{quarter},co1,30,yes");
        file.WriteLine($"dan1,daniel@lumen.example,Ten mid-size customers signed,customers signed,0,10,customers,{quarter},sal1,40,");
        file.WriteLine($"sup1,nils@lumen.example,First answers while the question is warm,,,,,{quarter},co1,55,yes");
    }
}
