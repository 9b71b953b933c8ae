namespace NBomber;

/// <summary>What every member of this surface does.</summary>
internal static class NotRun
{
    public static T Of<T>() =>
        throw new NotSupportedException("this is a surface to compile against; nothing runs here");
}
