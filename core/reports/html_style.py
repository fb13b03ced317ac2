"""How a report looks in a browser and on paper."""

STYLE = """
@page { size: A4; margin: 14mm }
* { box-sizing: border-box }
body { margin: 0; background: #FFFFFF; color: #161B20; font: 15px/1.45 Inter, "Segoe UI", Arial, sans-serif;
  font-variant-numeric: tabular-nums; -webkit-print-color-adjust: exact; print-color-adjust: exact }
main { max-width: 960px; margin: 0 auto; padding: 32px 24px }
h1 { font-size: 28px; line-height: 1.2; margin: 0 0 4px; overflow-wrap: anywhere }
h2 { font-size: 18px; margin: 28px 0 8px; break-after: avoid }
h3 { font-size: 15px; margin: 12px 0 4px; overflow-wrap: anywhere; break-after: avoid }
p { margin: 0 0 6px; overflow-wrap: anywhere }
header { border-bottom: 1px solid #CDD3D9; padding-bottom: 10px }
header p { color: #47515A; margin: 0 }
.headline { font-size: 18px; font-weight: 600; margin: 18px 0 }
.figures { display: grid; grid-template-columns: repeat(6, 1fr); gap: 12px }
.figures div { border: 1px solid #CDD3D9; border-radius: 8px; padding: 10px 12px; break-inside: avoid }
.figures h2 { font-size: 13px; font-weight: 500; margin: 0; color: #47515A }
.figures p { font-size: 24px; font-weight: 700; margin: 0; white-space: nowrap }
.figures small { display: block; font-size: 12px; line-height: 1.3; color: #47515A }
figure { margin: 0 0 16px; break-inside: avoid }
figure svg { display: block; max-width: 100%; height: auto }
.trend svg { width: 100% }
figcaption { font-size: 13px; color: #47515A; overflow-wrap: anywhere; margin-top: 4px }
figcaption b { color: #161B20 }
.places { display: flex; flex-wrap: wrap; gap: 8px 32px }
.places figure { max-width: 440px }
table { border-collapse: collapse; width: 100% }
thead { display: table-header-group }
tr { break-inside: avoid }
th, td { text-align: right; padding: 5px 8px; border-bottom: 1px solid #CDD3D9; vertical-align: top }
th { font-size: 13px; font-weight: 600; color: #47515A; border-bottom-color: #7A858F }
th:first-child, td:first-child { text-align: left; overflow-wrap: anywhere }
.worst { display: grid; grid-template-columns: repeat(3, 1fr); gap: 16px }
.worst img { display: block; width: 100%; height: 220px; object-fit: contain; background: #1B1F23; border-radius: 8px }
.worst .none { height: 44px; display: flex; align-items: center; justify-content: center; background: #F1F3F5;
  color: #47515A; border-radius: 8px }
@media (max-width: 800px) { .figures { grid-template-columns: repeat(3, 1fr) }
  .worst { grid-template-columns: repeat(2, 1fr) } }
@media print { main { max-width: none; padding: 0 } body { font-size: 12px } .headline { font-size: 15px }
  .figures { grid-template-columns: repeat(6, 1fr) } .figures p { font-size: 19px }
  h2 { margin: 18px 0 6px } .places svg { width: auto; max-height: 190px }
  .worst { grid-template-columns: repeat(3, 1fr) } .worst img { height: 150px } }
"""
