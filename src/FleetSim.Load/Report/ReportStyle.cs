namespace FleetSim.Load.Report;

/// <summary>The style sheet of the page: light and dark, screen and paper.</summary>
internal static class ReportStyle
{
    public const string Css = """
        :root {
          color-scheme: light dark;
          --page: #f6f7f9; --card: #ffffff; --edge: #e1e5ea; --ink: #17202b; --soft: #5a6675; --grid: #e4e8ec;
          --minor: #f0f2f5; --axis: #9aa5b1;
          --good: #0072b2; --bad: #c8470c; --muted: #9aa5b1;
          --c0: #0072b2; --c1: #e08e00; --c2: #009e73; --c3: #b8578f; --c4: #4aa5dd; --c5: #84741a;
          --c6: #2b3440; --c7: #6a4fc0;
          --pass: #0a7a50; --pass-back: #e7f5ee; --fail: #b3300a; --fail-back: #fcece6;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #10151c; --card: #18202a; --edge: #2a3542; --ink: #e8edf3; --soft: #9dabba; --grid: #2a3541;
            --minor: #202933; --axis: #5d6b7a;
            --good: #4ba3dc; --bad: #f27f45; --muted: #66737f;
            --c0: #4ba3dc; --c1: #f0b040; --c2: #33c195; --c3: #de8fbd; --c4: #9bd3f5; --c5: #cfc25a;
            --c6: #dfe5ec; --c7: #ae9bf0;
            --pass: #52d3a0; --pass-back: #12302a; --fail: #ff9468; --fail-back: #3a2019;
          }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0; background: var(--page); color: var(--ink); line-height: 1.5; font-size: 15px;
          font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
          font-variant-numeric: tabular-nums;
        }
        main { max-width: 1040px; margin: 0 auto; padding: 40px 24px 56px; }
        h1 { font-size: 30px; line-height: 1.2; margin: 0; letter-spacing: -0.015em; font-weight: 650; }
        h2 { font-size: 17px; line-height: 1.3; margin: 0 0 2px; letter-spacing: -0.005em; font-weight: 620; }
        .subtitle { color: var(--soft); margin: 6px 0 24px; }
        .note { color: var(--soft); font-size: 13px; margin: 0 0 12px; max-width: 80ch; }
        .verdict { display: flex; gap: 16px; border-radius: 12px; padding: 16px 20px; margin: 0 0 20px;
          border: 1px solid; align-items: flex-start; }
        .verdict.pass { background: var(--pass-back); border-color: var(--pass); }
        .verdict.fail { background: var(--fail-back); border-color: var(--fail); }
        .verdict .word { font-weight: 700; font-size: 13px; letter-spacing: 0.08em; padding: 3px 11px;
          border-radius: 99px; color: var(--card); line-height: 1.5; }
        .pass .word { background: var(--pass); }
        .fail .word { background: var(--fail); }
        .verdict p { margin: 0; font-weight: 600; font-size: 16px; }
        .verdict ul { margin: 6px 0 0; padding-left: 18px; }
        section { background: var(--card); border: 1px solid var(--edge); border-radius: 12px; padding: 20px 24px;
          margin: 0 0 20px; break-inside: avoid; }
        section.tiles { background: none; border: 0; padding: 0; }
        .tiles h2 { margin-bottom: 10px; }
        .tile-row { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; }
        .tile { background: var(--card); border: 1px solid var(--edge); border-radius: 12px; padding: 14px 16px; }
        .tile .label { color: var(--soft); font-size: 13px; }
        .tile .figure { font-size: 25px; font-weight: 620; letter-spacing: -0.02em; line-height: 1.3;
          white-space: nowrap; }
        .tile .unit { font-size: 14px; font-weight: 450; color: var(--soft); letter-spacing: 0; margin-left: 4px; }
        .tile .more { color: var(--soft); font-size: 12.5px; }
        .figure.good, td.good { color: var(--pass); }
        .figure.bad, td.bad { color: var(--fail); }
        td.bad, td.good { font-weight: 600; }
        td.muted { color: var(--soft); }
        .scroll { overflow-x: auto; margin-top: 8px; }
        table { border-collapse: collapse; width: 100%; font-size: 14px; }
        th { text-align: left; font-weight: 550; color: var(--soft); font-size: 13px;
          border-bottom: 1px solid var(--axis); }
        th, td { padding: 7px 20px 7px 0; vertical-align: top; }
        th:last-child, td:last-child { padding-right: 0; }
        tbody tr + tr td { border-top: 1px solid var(--grid); }
        th.number, td.number { text-align: right; white-space: nowrap; }
        .legend { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 8px 0 2px; padding: 0;
          font-size: 13px; }
        .legend li { display: flex; align-items: center; gap: 7px; }
        .key { width: 12px; height: 12px; border-radius: 3px; background: currentColor; }
        .chart { display: block; width: 100%; height: auto; margin-top: 4px; overflow: visible; }
        .chart text { font-size: 11.5px; fill: var(--soft); }
        .chart .end { text-anchor: end; }
        .chart .mid { text-anchor: middle; }
        .chart .value { fill: var(--ink); }
        .grid { stroke: var(--grid); } .minor { stroke: var(--minor); } .axis { stroke: var(--axis); }
        .good { color: var(--good); } .bad { color: var(--bad); } .muted { color: var(--muted); }
        .c0 { color: var(--c0); } .c1 { color: var(--c1); } .c2 { color: var(--c2); }
        .c3 { color: var(--c3); } .c4 { color: var(--c4); } .c5 { color: var(--c5); }
        .c6 { color: var(--c6); } .c7 { color: var(--c7); }
        .area { fill: currentColor; fill-opacity: 0.55; }
        .rim { fill: none; stroke: currentColor; stroke-width: 1.25; stroke-linejoin: round; }
        .line { fill: none; stroke: currentColor; stroke-width: 2; stroke-linejoin: round; }
        .point { fill: currentColor; stroke: currentColor; stroke-width: 1.5; }
        .hollow { fill: var(--card); stroke: currentColor; stroke-width: 1.5; }
        .bar { fill: var(--c0); }
        .bar:hover { fill: var(--c4); }
        .hit { fill: transparent; }
        .hit:hover { fill: var(--ink); fill-opacity: 0.07; }
        section p { margin: 0 0 10px; max-width: 80ch; }
        section p:last-child { margin-bottom: 0; }
        footer { color: var(--soft); font-size: 13px; overflow-wrap: anywhere; }
        @media print { body { background: none; } main { padding: 0; } }
        """;
}
