namespace PerfSignal.Core.Drafting.Guarding;

/// <summary>Common first names: one that the evidence does not have is invented.</summary>
internal static class FirstNames
{
    private static readonly HashSet<string> All = new(
        """
        Aaron Adam Ahmed Aisha Alan Albert Alejandro Alex Alexander Alexandra Alfred Ali Alice Amanda Amir Amy Ana Andrea Andreas Andrew Andy Angela
        Anja Anke Ann Anna Anne Annette Anthony Anton Antonia Antonio Armin Arthur Astrid Barbara Bastian Beate Ben Benjamin Bernd Bernhard Bettina Bianca
        Birgit Bob Boris Brian Brigitte Bruno Carla Carlos Carmen Carol Caroline Catherine Cem Charles Charlotte Chen Chloe Chris Christian Christina Christine
        Christoph Christopher Claire Clara Claudia Claus Cornelia Daniel Daniela David Deborah Dennis Diana Diego Dieter Dirk Dominik Donald Doris Dorothea Dylan
        Edward Elena Elias Elif Elisabeth Elizabeth Ella Ellen Emily Emma Emre Erik Eric Erika Ernst Esther Ethan Eva Fabian Fatima Felix Fernando Fiona Florian
        Frank Franz Franziska Frederik Friedrich Gabriel Gabriele Gary George Georg Gerald Gerhard Gisela Giulia Grace Greta Günter Günther Hannah Hannes Hans
        Harald Hassan Heidi Heike Heinz Helen Helena Helga Helmut Henrik Henry Herbert Hugo Ian Ibrahim Ines Inga Ingo Ingrid Irene Isabel Isabella Ivan Jack
        Jacob Jakob James Jan Jana Jane Janet Jason Jean Jens Jennifer Jessica Jim Joachim Joan Joana João Jochen Joe Johann Johanna Johannes John Jonas Jonathan
        Jörg Jorge José Joseph Joshua Juan Judith Julia Julian Juliane Jürgen Karen Karin Karl Karsten Kate Katharina Katherine Kathrin Katja Katrin Kenneth
        Kerstin Kevin Kim Klaus Konrad Kristina Kurt Lars Laura Laurent Lea Lena Leo Leon Leonie Lily Linda Lisa Lucas Lucia Luis Luisa Lukas Lutz Manfred Manuel
        Manuela Marc Marco Marcus Margaret Maria Marie Mario Marion Marta Martha Martin Martina Mary Mateo Mathias Matteo Matthew Matthias Mehmet Melanie Michael
        Michaela Michelle Miguel Mike Mohamed Mohammed Monica Monika Moritz Mustafa Nadine Nancy Natalia Nathan Nicholas Nick Nicola Nicole Niklas Nils Nina Noah
        Nora Norbert Olaf Oliver Olivia Omar Oscar Otto Pablo Patricia Patrick Paul Paula Pedro Peter Petra Philip Philipp Pierre Priya Rachel Rainer Rafael Ralf
        Raymond Rebecca Regina Reinhard Renate Richard Rita Robert Roberto Roland Rolf Roman Ruth Ryan Sabine Sabrina Sam Samantha Samuel Sandra Sara Sarah
        Scott Sebastian Sergio Silke Silvia Simon Simone Sofia Sonja Sophia Sophie Stefan Stefanie Stephan Stephanie Stephen Steve Steven Susan Susanne Sven
        Svetlana Sylvia Tanja Teresa Theo Theresa Thomas Thorsten Tim Timothy Tina Tobias Tom Torsten Udo Ulrich Ulrike Ursula Ute Uwe Vanessa Vera Verena
        Veronika Victor Victoria Viktor Vincent Volker Walter Werner William Wolfgang Xavier Yasmin Yusuf Yvonne Zoe
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal
    );

    public static bool Known(string word) => All.Contains(word) || (word.EndsWith('s') && All.Contains(word[..^1]));
}
