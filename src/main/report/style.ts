/** The report's look: light or dark as the reader's system is, black on white in print. */
export const reportStyle = `
:root{color-scheme:light dark;--back:#fff;--text:#1b1f24;--soft:#4a525c;--line:#d5d9de;--panel:#f5f6f8;--one:#1f5fa8;--two:#2a7d54;--three:#b4541a;--bad:#a32020;--badback:#fdf0ef}
@media (prefers-color-scheme:dark){:root{--back:#14171a;--text:#e4e7ea;--soft:#a4acb5;--line:#343a41;--panel:#1c2024;--one:#6cabf2;--two:#62be8f;--three:#ee9a61;--bad:#ff8f86;--badback:#32191a}}
@page{margin:14mm}
@media print{:root{color-scheme:light;--back:#fff;--text:#000;--soft:#333;--line:#bbb;--panel:#fff;--one:#1f5fa8;--two:#2a7d54;--three:#b4541a;--bad:#a32020;--badback:#fff}
body{margin:0;padding:0;max-width:none;font-size:11px;print-color-adjust:exact}.plots{grid-template-columns:repeat(2,1fr)}figure,tr,.warning{break-inside:avoid}h2{break-after:avoid}.table{overflow:visible}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1120px;padding:28px 24px 60px;background:var(--back);color:var(--text);font:14px/1.5 system-ui,sans-serif}
h1{font-size:22px;margin:18px 0 4px}h2{font-size:17px;margin:34px 0 8px}
.sentence{font-size:18px;line-height:1.45;max-width:60em;margin:0 0 8px}
.warning{border:1px solid var(--bad);border-left-width:5px;background:var(--badback);padding:9px 13px;margin:0 0 12px;border-radius:4px;max-width:75em}
.warning b{color:var(--bad)}.use{color:var(--soft);margin:0 0 18px}
.plots{display:grid;grid-template-columns:repeat(auto-fill,minmax(320px,1fr));gap:18px}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,460px),1fr));gap:8px 28px;align-items:start}.pair>*{min-width:0}
figure{margin:0;padding:10px;background:var(--panel);border:1px solid var(--line);border-radius:6px}
figure svg{display:block;width:100%;height:auto}figcaption{font-size:12.5px;color:var(--soft)}figcaption b{color:var(--text);font-weight:600}
.key{white-space:nowrap;margin-left:10px}.key svg{display:inline;width:22px;height:10px;vertical-align:middle}
.grid{stroke:var(--line);stroke-width:1}.tick,.label{font:11px system-ui,sans-serif;fill:var(--soft)}
.curve{fill:none;stroke-width:2;stroke-linejoin:round}.one{stroke:var(--one)}.two{stroke:var(--two)}.three{stroke:var(--three)}
.chance{stroke:var(--soft);stroke-width:1;stroke-dasharray:4 3}.whisker{stroke:var(--soft);stroke-width:1}
.dot{stroke:var(--back);stroke-width:1}.dot.one,.bar.one{fill:var(--one)}.dot.two,.bar.two{fill:var(--two)}.dot.three,.bar.three{fill:var(--three)}.bar{stroke:none}
.table{overflow-x:auto}table{border-collapse:collapse;width:100%;margin:10px 0}caption{text-align:left;color:var(--soft);padding-bottom:4px}
th,td{text-align:left;padding:4px 10px 4px 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}th{font-weight:600}
.pair>.table td:first-child{white-space:nowrap}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.confusion td{font-size:20px;text-align:center;font-variant-numeric:tabular-nums}.confusion td small{font-size:12px;color:var(--soft)}
.confusion th:not(:first-child){text-align:center}.right{background:color-mix(in srgb,var(--two) 16%,transparent)}.wrong{background:color-mix(in srgb,var(--three) 16%,transparent)}
.drawing{overflow-x:auto;border:1px solid var(--line);border-radius:6px;padding:6px;background:var(--panel)}.drawing svg{max-width:100%;height:auto}
footer{margin-top:36px;color:var(--soft);font-size:12.5px}`
