using PerfSignal.Core.Drafting;

namespace PerfSignal.Tests.Drafting.Guarding;

/// <summary>Sentences about <see cref="GuardSample"/> written before the rules were mended by them: what a model could make up, and what an honest one would write.</summary>
internal static class UnseenSentences
{
    public static IReadOnlyList<(string Language, string Text, string Ids)> Lies { get; } =
    [.. Rows(Lying).Select(row => (row[0], row[2], row[3]))];

    public static IReadOnlyList<(string Language, string Text, string Ids)> Ordinary { get; } =
    [.. Rows(Honest).Select(row => (row[0], row[1], row[2]))];

    private static IEnumerable<string[]> Rows(string lines) => lines.Split('\n').Select(line => line.TrimEnd('\r').Split('|'));

    /// <summary>Language, what is wrong with it, sentence, cited ids.</summary>
    private const string Lying = """
        en|figure|Story points delivered came to 43 points against a target of 40 points.|E4
        en|figure|P2 closed 521,400 USD of revenue.|E6
        en|person|P3 still has to migrate billing, which was due on 20 November.|E1
        en|person|P2 promised to ask Finance for the second licence by 1 December.|E2
        en|person|P2 wrote feedback for P3 on 21 November.|E8
        en|direction|The goal fell from 60 % to 45 %.|E7
        en|direction|Story points delivered ended above the target of 40 points.|E4
        en|direction|Cycle time got worse and missed its target of 5 days.|E3
        en|direction|Release success slipped below 95 %.|E5
        en|negation|P2 did not write the runbook.|E12
        en|negation|P2 has already migrated billing.|E1
        en|negation|The commitment to write the runbook is still open.|E12
        en|negation|P2 kept the promise to migrate billing on time.|E1
        en|unit|Cycle time is 4.3 hours.|E3
        en|unit|Revenue closed reached 512,400 EUR.|E6
        en|date|The goal is due on 18 January.|E7
        en|date|P1 will ask Finance for the second licence by Monday, 30 November.|E2
        en|comparison|P2 delivered the strongest release success of the whole team.|E5
        en|comparison|Nobody else closes as much revenue as P2.|E6
        en|rating|P2 is clearly among those one would want to keep.|E6
        en|rating|All in all, this was an outstanding period for P2.|E6 E5
        en|rating|P2 falls short of what is expected at this level.|E4
        en|prediction|P2 will probably miss the goal by 18 December.|E7
        en|emotion|P2 felt frustrated by the incident at Contoso.|E9
        en|health|The incident at Contoso took its toll and P2 needed rest.|E9
        en|pay|P2 has earned the bonus with 512,400 USD of revenue.|E6
        en|protected|As a mother, P2 had less time for story points.|E4
        en|promise|P1 will make sure that P2 leads the next project.|E2
        en|invented|P2 worked on weekends to finish the migration.|E1
        en|invented|Customers at Contoso complained about P2.|E9
        en|cause|Billing was not migrated because of the incident at Contoso.|E1 E9
        en|rating|P2 cannot be relied on.|E1
        en|missing|P2 had no incidents in PagerDuty.|E10
        en|recency|P2 did little in September.|E11
        en|quote|P3 said that the runbook was late.|E8
        de|figure|Gelieferte Story Points lagen bei 43 Punkten, das Ziel waren 40 Punkte.|E4
        de|figure|Die Durchlaufzeit betrug 3,4 Tage.|E3
        de|person|P1 hat zugesagt, bis zum 20. November „migrate billing“ zu erledigen.|E1
        de|person|P2 hat P3 am 21. November Feedback gegeben.|E8
        de|direction|Das Ziel ist von 60 % auf 45 % zurückgegangen.|E7
        de|direction|Die Story Points lagen über dem Ziel von 40 Punkten.|E4
        de|direction|Erfolgreiche Releases haben das Ziel von 95 % verfehlt.|E5
        de|direction|Die Durchlaufzeit war mit 4,3 Tagen zu lang.|E3
        de|negation|P2 hat die Zusage „write the runbook“ nicht gehalten.|E12
        de|negation|P2 hat die Zusage „migrate billing“ erfüllt.|E1
        de|negation|Die Zusage „write the runbook“ steht noch aus.|E12
        de|negation|P2 hat die Abrechnung noch rechtzeitig umgestellt.|E1
        de|unit|Die Durchlaufzeit liegt bei 4,3 Stunden.|E3
        de|unit|Abgeschlossen wurden 512.400 Euro Umsatz.|E6
        de|date|Das Ziel ist am 8. Dezember fällig.|E7
        de|date|P1 fragt die Finanzabteilung bis Ende Dezember.|E2
        de|comparison|P2 hat mehr Umsatz abgeschlossen als alle anderen.|E6
        de|comparison|So erfolgreich waren die Releases sonst bei niemandem.|E5
        de|rating|P2 ist eine Stütze, auf die man nicht verzichten kann.|E6
        de|rating|P2 hat insgesamt enttäuscht.|E4
        de|rating|Das ist für diese Stufe zu wenig.|E4
        de|prediction|P2 wird das Ziel bis zum 18. Dezember wohl nicht erreichen.|E7
        de|emotion|P2 war nach dem Vorfall bei Contoso genervt.|E9
        de|health|Der Vorfall bei Contoso hat P2 an die Grenzen gebracht.|E9
        de|pay|P2 hat sich mit 512.400 USD Umsatz die Prämie verdient.|E6
        de|protected|Für sein Alter liefert P2 ordentlich Story Points.|E4
        de|promise|P1 sorgt dafür, dass P2 das nächste Projekt leitet.|E2
        de|invented|P2 hat am Wochenende gearbeitet, um fertig zu werden.|E1
        de|cause|Wegen des Vorfalls bei Contoso blieb die Abrechnung liegen.|E1 E9
        de|missing|P2 hatte keine Vorfälle in PagerDuty.|E10
        de|recency|P2 hat im September wenig getan.|E11
        de|quote|P3 schrieb, das Runbook sei zu spät gekommen.|E8
        en|figure|The cycle time of P2 doubled its target.|E3
        en|figure|P2 finished twelve commitments.|E12
        en|person|P1 has not migrated billing yet.|E1
        en|person|P3 set the goal to cut checkout errors by half.|E7
        en|direction|Progress on the goal to cut checkout errors by half was lost again.|E7
        en|direction|The goal to cut checkout errors has gone backwards since the last talk.|E7
        en|direction|Revenue closed came in short of 500,000 USD.|E6
        en|negation|P3 found no use for the runbook.|E8
        en|negation|P1 forgot to ask Finance for the second licence.|E2
        en|negation|The commitment to write the runbook was broken.|E12
        en|negation|Nothing was done about billing by P2.|E1
        en|unit|Two days were spent on the incident at Contoso.|E9
        en|date|P3 wrote the feedback in October.|E8
        en|date|The figures for cycle time are from the last week only.|E3
        en|comparison|Most engineers deliver more than 34 story points.|E4
        en|comparison|Few could match the 512,400 USD that P2 closed.|E6
        en|rating|P2 did a poor job on billing.|E1
        en|rating|The 34 story points are a letdown.|E4
        en|rating|Revenue closed of 512,400 USD shows what P2 is capable of.|E6
        en|prediction|At this pace the goal will not be met by 18 December.|E7
        en|emotion|P2 resents the two weeks spent on the incident.|E9
        en|health|P2 needed time off after the incident at Contoso.|E9
        en|pay|The revenue closed justifies a higher package for P2.|E6
        en|promise|P1 offered P2 a second licence as a reward.|E2
        en|invented|P3 and P2 argued about the runbook.|E8
        en|invented|P2 ignored the reminders about billing.|E1
        en|swap|The runbook cost the team two hours on 19 November.|E8
        en|missing|PagerDuty shows no pages for P2.|E10
        de|figure|P2 hat drei Zusagen gehalten.|E12
        de|person|P2 hat die zweite Lizenz noch nicht bei Finance angefragt.|E2
        de|person|P1 hat das Runbook geschrieben.|E12
        de|direction|Beim Ziel ging es zuletzt rückwärts.|E7
        de|direction|Der Umsatz blieb knapp unter 500.000 USD.|E6
        de|negation|P3 konnte mit dem Runbook nichts anfangen.|E8
        de|negation|P1 hat die Frage an Finance vergessen.|E2
        de|negation|Die Zusage „write the runbook“ wurde gebrochen.|E12
        de|unit|Zwei Tage gingen in den Vorfall bei Contoso, notiert P2.|E9
        de|date|P2 hat die Notiz im Oktober geschrieben.|E9
        de|date|Die Zusage „migrate billing“ war schon im September fällig.|E1
        de|comparison|Andere schaffen deutlich mehr als 34 Story Points.|E4
        de|comparison|Kaum jemand schließt so viel Umsatz ab.|E6
        de|rating|Mit 34 Punkten bleibt P2 hinter den Möglichkeiten.|E4
        de|rating|Der Umsatz ist eine Glanzleistung.|E6
        de|prediction|Bei diesem Tempo klappt das Ziel bis zum 18. Dezember nicht.|E7
        de|emotion|P2 hat die Lust an der Abrechnung verloren.|E1
        de|health|P2 musste nach dem Vorfall pausieren.|E9
        de|pay|Für 512.400 USD Umsatz steht P2 etwas zu.|E6
        de|protected|P2 hatte als Mann wenig Verständnis für das Feedback.|E8
        de|promise|P1 stellt P2 eine zweite Lizenz als Belohnung in Aussicht.|E2
        de|invented|P2 und P3 haben sich über das Runbook gestritten.|E8
        de|invented|P2 hat die Erinnerungen an „migrate billing“ ignoriert.|E1
        de|swap|Das Runbook hat zwei Stunden gekostet, schrieb P3.|E8
        de|missing|In PagerDuty war bei P2 alles ruhig.|E10
        en|figure|Release success reached 99.5 % against a target of 95 %.|E5
        en|person|P1 is the one whose billing commitment is overdue.|E1
        en|person|P3 spent two weeks on the incident at Contoso.|E9
        en|direction|Story points delivered surpassed the target.|E4
        en|direction|The goal has stalled at 45 %.|E7
        en|negation|Billing is finished.|E1
        en|negation|P3 had nothing good to say about the runbook.|E8
        en|unit|Revenue closed is 512,400 points.|E6
        en|date|P2 finished the runbook on 5 November.|E12
        en|date|Finance must be asked by next Friday.|E2
        en|comparison|Compared with last year's hire, P2 closes far more.|E6
        en|comparison|Among engineers, P2 stands out with 4.3 days.|E3
        en|rating|P2 did exceptionally well on release success.|E5
        en|rating|One cannot ask for more than 512,400 USD.|E6
        en|rating|The runbook shows real seniority.|E12
        en|prediction|The billing migration is going to slip into January.|E1
        en|emotion|P2 took the feedback of P3 to heart.|E8
        en|health|P2 slept badly during the two weeks at Contoso.|E9
        en|pay|With 96.5 % release success a top-up is in order.|E5
        en|protected|Being new to the country, P2 needed two weeks.|E9
        en|promise|P1 committed to a bigger role for P2.|E2
        en|invented|P2 asked P3 for help with billing.|E1
        en|invented|Contoso cancelled its contract after the incident.|E9
        de|figure|Die Releases waren zu 99,5 % erfolgreich.|E5
        de|person|Die überfällige Zusage liegt bei P1.|E1
        de|person|P3 hat zwei Wochen am Vorfall bei Contoso gearbeitet.|E9
        de|direction|Bei den Story Points wurde das Ziel übertroffen.|E4
        de|direction|Das Ziel tritt bei 45 % auf der Stelle.|E7
        de|negation|Die Abrechnung ist umgezogen.|E1
        de|negation|P3 hatte am Runbook etwas auszusetzen.|E8
        de|unit|Die Durchlaufzeit beträgt 4,3 Wochen.|E3
        de|date|P2 hat das Runbook am 5. November fertiggestellt.|E12
        de|comparison|Unter den Entwicklern fällt P2 mit 4,3 Tagen auf.|E3
        de|rating|P2 hat bei den Releases geglänzt.|E5
        de|rating|34 Punkte sind schlicht zu dürftig.|E4
        de|prediction|Die Zusage „migrate billing“ rutscht in den Januar.|E1
        de|emotion|Das Feedback von P3 hat P2 getroffen.|E8
        de|health|P2 schlief während des Vorfalls bei Contoso schlecht.|E9
        de|pay|Der Umsatz rechtfertigt einen Aufschlag.|E6
        de|invented|Contoso hat nach dem Vorfall gekündigt.|E9
        """;

    /// <summary>Language, sentence, cited ids.</summary>
    private const string Honest = """
        en|P2 still has “migrate billing” open; it was due on 20 November.|E1
        en|The commitment “migrate billing” is overdue since Friday, 20 November.|E1
        en|P2's commitment to migrate billing has not been finished and is four days overdue.|E1
        en|P1 agreed to ask Finance for the second licence by 1 December.|E2
        en|On the manager's side, one commitment is open: “ask Finance for the second licence”, due Tuesday, 1 December.|E2
        en|Both have one open commitment each.|E1 E2
        en|Cycle time was 4.3 days, within the target of at most 5 days.|E3
        en|At 4.3 days, cycle time stayed below the limit of five days.|E3
        en|Between 26 October and 24 November, cycle time came to 4.3 days from twelve records.|E3
        en|Story points delivered reached 34 of 40 points, below the target.|E4
        en|P2 delivered 34 story points; the target is 40.|E4
        en|Story points delivered are six points short of the target of 40.|E4
        en|Release success of 96.5 % is above its target of 95 %.|E5
        en|Releases succeeded in 96.5 percent of cases, a little above the target.|E5
        en|Revenue closed was 512,400 USD against a target of 500,000 USD.|E6
        en|P2 closed about $512k in revenue, slightly over the target of $500k.|E6
        en|The goal “Cut checkout errors by half, see PAY-17” moved from 45 % to 60 %.|E7
        en|Progress on the goal to cut checkout errors by half rose by 15 percentage points to 60 %, with 18 December as the due date.|E7
        en|The goal is at 60 % now and is due on Friday, 18 December.|E7
        en|P3 wrote on 21 November: “The runbook you wrote saved us two hours on 19 November.”|E8
        en|According to P3, the runbook that P2 wrote saved two hours on 19 November.|E8
        en|P2 noted on 22 November that two weeks were spent on the incident at Contoso.|E9
        en|P2's note says: “Two weeks were spent on the incident at Contoso.”|E9
        en|Figures from PagerDuty are missing, because it was never read.|E10
        en|Nothing is known from PagerDuty, so its figures cannot be judged here.|E10
        en|There are few items from September.|E11
        en|Little evidence comes from September, so that month may be worth a question.|E11
        en|P2 kept the commitment to write the runbook.|E12
        en|The runbook was written, as agreed.|E12
        en|P2 kept one commitment and has one that is overdue.|E1 E12
        en|P2 wrote the runbook, and P3 says it saved two hours.|E8 E12
        en|Story points were below target while release success and revenue were above theirs.|E4 E5 E6
        en|Three figures were on target and one was below it.|E3 E4 E5 E6
        en|It may help to ask what P2 needs in order to finish the billing migration.|E1
        de|P2 hat die Zusage „migrate billing“ noch offen; sie war am 20. November fällig.|E1
        de|Die Zusage „migrate billing“ ist seit Freitag, dem 20. November, überfällig.|E1
        de|Offen ist bei P2 noch „migrate billing“, fällig war es am 20.11.|E1
        de|P1 hat zugesagt: „ask Finance for the second licence“, fällig am 1. Dezember.|E2
        de|Bei P1 steht bis Dienstag, den 1. Dezember, noch eine Zusage an.|E2
        de|Beide haben je eine offene Zusage.|E1 E2
        de|Die Durchlaufzeit lag mit 4,3 Tagen im Ziel von höchstens 5 Tagen.|E3
        de|Vom 26. Oktober bis zum 24. November betrug die Durchlaufzeit 4,3 Tage, berechnet aus zwölf Einträgen.|E3
        de|Mit 4,3 Tagen bleibt die Durchlaufzeit unter der Grenze von fünf Tagen.|E3
        de|Gelieferte Story Points: 34 von 40 Punkten, damit unter dem Ziel.|E4
        de|P2 hat 34 Story Points geliefert, das Ziel liegt bei 40.|E4
        de|Zum Ziel von 40 Story Points fehlen noch sechs Punkte.|E4
        de|Der Anteil erfolgreicher Releases lag mit 96,5 % über dem Ziel von 95 %.|E5
        de|Erfolgreiche Releases: 96,5 Prozent bei einem Ziel von 95 Prozent.|E5
        de|Der abgeschlossene Umsatz liegt mit 512.400 USD über dem Ziel von 500.000 USD.|E6
        de|P2 hat rund 512 Tsd. USD Umsatz abgeschlossen.|E6
        de|Das Ziel „Cut checkout errors by half, see PAY-17“ ist von 45 % auf 60 % vorangekommen.|E7
        de|Beim Ziel von P2 stehen jetzt 60 %, vorher waren es 45 %; fällig ist es am 18. Dezember.|E7
        de|Der Fortschritt beim Ziel stieg um 15 Prozentpunkte auf 60 %.|E7
        de|P3 schrieb am 21. November: „The runbook you wrote saved us two hours on 19 November.“|E8
        de|P3 hat am 21. November Feedback zum Runbook gegeben.|E8
        de|P2 hat am 22. November notiert: „Two weeks were spent on the incident at Contoso.“|E9
        de|In einer Notiz vom 22. November erwähnt P2 den Vorfall bei Contoso.|E9
        de|Zahlen aus PagerDuty fehlen, weil es nie gelesen wurde.|E10
        de|Aus dem September liegt wenig vor.|E11
        de|Zum September gibt es nur wenige Einträge, danach könnte man fragen.|E11
        de|P2 hat die Zusage „write the runbook“ gehalten.|E12
        de|Erledigt ist die Zusage „write the runbook“.|E12
        de|P2 hat eine Zusage gehalten, eine weitere ist überfällig.|E1 E12
        de|Die Story Points lagen unter dem Ziel, Umsatz und Releases darüber.|E4 E5 E6
        en|One commitment of P2 is overdue: migrate billing.|E1
        en|P2 promised to migrate billing, which is still open after its date of 20 November.|E1
        en|P1 still owes an answer on the second licence from Finance, due 1 December.|E2
        en|Finance is to be asked for the second licence by P1 before 1 December.|E2
        en|Work items took 4.3 days on average, which is within the target of five days.|E3
        en|Cycle time is under its target of 5 days.|E3
        en|With 34 points, story points delivered missed the target of 40.|E4
        en|96.5 % of releases succeeded; the target is 95 %.|E5
        en|Revenue closed exceeded the target of 500,000 USD by 12,400 USD.|E6
        en|The goal on checkout errors (PAY-17) is now at 60 %, up from 45 %.|E7
        en|P2 moved the goal on checkout errors forward by 15 points to 60 %.|E7
        en|P3 praised the runbook, which saved two hours.|E8
        en|Feedback from P3 on 21 November mentions the runbook and two hours saved.|E8
        en|P2 mentions two weeks spent on the incident at Contoso.|E9
        en|No data is available from PagerDuty.|E10
        en|September is covered by few items only.|E11
        en|The commitment to write the runbook was kept.|E12
        en|P2 completed the runbook and still has billing to migrate.|E1 E12
        en|Release success and cycle time are both on target.|E3 E5
        en|Of four figures, story points delivered is the one below target.|E3 E4 E5 E6
        en|The incident at Contoso took two weeks, according to a note by P2.|E9
        en|P1 and P2 could talk about a new date for the billing migration.|E1
        en|What is needed to finish “migrate billing”?|E1
        en|The runbook that P2 agreed to write is done.|E12
        de|Eine Zusage von P2 ist überfällig: „migrate billing“.|E1
        de|P2 wollte bis zum 20. November „migrate billing“ erledigen; das steht noch aus.|E1
        de|P1 wollte bis zum 1. Dezember bei Finance nach der zweiten Lizenz fragen.|E2
        de|Die Zusage von P1 ist am 1. Dezember fällig.|E2
        de|Die Durchlaufzeit beträgt 4,3 Tage und liegt damit im Ziel.|E3
        de|Mit 34 Punkten wurde das Ziel von 40 Story Points nicht erreicht.|E4
        de|Bei den Story Points wurden 34 von 40 Punkten erreicht.|E4
        de|96,5 % der Releases waren erfolgreich, das Ziel sind 95 %.|E5
        de|Beim Umsatz wurde das Ziel von 500.000 USD um 12.400 USD übertroffen.|E6
        de|Das Ziel PAY-17 steht bei 60 %, nach 45 % beim letzten Mal.|E7
        de|Das Ziel ist bis zum 18. Dezember zu 60 % erreicht.|E7
        de|P3 lobt das Runbook, weil es zwei Stunden gespart hat.|E8
        de|Laut P3 sparte das Runbook am 19. November zwei Stunden.|E8
        de|P2 schreibt, dass zwei Wochen in den Vorfall bei Contoso gingen.|E9
        de|Aus PagerDuty liegen keine Zahlen vor.|E10
        de|Für September gibt es wenig Material.|E11
        de|Das Runbook hat P2 wie zugesagt geschrieben.|E12
        de|P2 hat „write the runbook“ erledigt, „migrate billing“ ist noch offen.|E1 E12
        de|Durchlaufzeit und Releases liegen im Ziel.|E3 E5
        de|Von vier Werten liegt einer unter dem Ziel.|E3 E4 E5 E6
        de|Zu klären ist, bis wann „migrate billing“ fertig sein kann.|E1
        de|Was braucht P2, um „migrate billing“ abzuschließen?|E1
        en|The commitment to migrate billing has passed its date of 20 November.|E1
        en|Still to do for P2: migrate billing.|E1
        en|P1 will ask Finance for the second licence by 1 December.|E2
        en|The request to Finance for a second licence is due on Tuesday next week.|E2
        en|Cycle time of 4.3 days meets the target.|E3
        en|The average cycle time over 12 records was 4.3 days.|E3
        en|P2 delivered fewer story points than targeted: 34 instead of 40.|E4
        en|Release success is 1.5 points above its target.|E5
        en|At 512,400 USD, revenue closed is a little above target.|E6
        en|P2 has brought the goal on checkout errors from 45 % to 60 %.|E7
        en|40 % of the goal remains until 18 December.|E7
        en|P3 thanked P2 for the runbook on 21 November.|E8
        en|P2 reports that the incident at Contoso took two weeks.|E9
        en|What happened in September may have been left out.|E11
        en|P2 wrote the runbook as promised.|E12
        de|Die Zusage, billing zu migrieren, ist seit vier Tagen überfällig.|E1
        de|P2 schuldet noch „migrate billing“.|E1
        de|P1 fragt bis zum 1. Dezember bei Finance nach der zweiten Lizenz.|E2
        de|Die Durchlaufzeit erreicht mit 4,3 Tagen das Ziel.|E3
        de|Im Schnitt dauerte es 4,3 Tage, das Ziel sind höchstens 5 Tage.|E3
        de|P2 hat weniger Story Points geliefert als geplant: 34 statt 40.|E4
        de|Die Releases liegen 1,5 Punkte über dem Ziel.|E5
        de|Mit 512.400 USD Umsatz wurde das Ziel erreicht.|E6
        de|P2 hat das Ziel zu den Checkout-Fehlern von 45 % auf 60 % gebracht.|E7
        de|Bis zum 18. Dezember fehlen beim Ziel noch 40 %.|E7
        de|P3 bedankt sich am 21. November für das Runbook.|E8
        de|P2 berichtet von zwei Wochen Arbeit am Vorfall bei Contoso.|E9
        de|P2 hat das Runbook wie versprochen geschrieben.|E12
        """;
}
