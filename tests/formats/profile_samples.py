"""Invented LinkedIn profiles: as copied from the page, and as LinkedIn's PDF lays them out."""

import json
from functools import cache

import typst

ADA_PASTED = """\
Ada Beispiel
Ada Beispiel
She/Her · 1st
Head of Things at Example, Inc. | Mentor
Example, Inc.
Example University
Berlin, Germany · Contact info
500+ connections
Message
More
About
About
I like things that work, and people who make them.
Second line.
…see more
Experience
Experience
Example, Inc. logo
Example, Inc.
Example, Inc.
6 yrs 10 mos
6 yrs 10 mos
Berlin, Germany
Berlin, Germany
Head of Things
Head of Things
Full-time
Full-time
Mar 2021 - Present · 5 yrs 9 mos
Mar 2021 to Present · 5 yrs 9 mos
On-site
On-site
Leads eleven people.
Leads eleven people.
Thing Planner
Thing Planner
Full-time
Full-time
Feb 2020 - Mar 2021 · 1 yr 2 mos
Feb 2020 to Mar 2021 · 1 yr 2 mos
Muster GmbH logo
Junior Planner
Junior Planner
Muster GmbH · Internship
Muster GmbH · Internship
Sep 2018 - Dec 2019 · 1 yr 4 mos
Sep 2018 to Dec 2019 · 1 yr 4 mos
Hamburg, Germany · Hybrid
Hamburg, Germany · Hybrid
Education
Education
Example University logo
Example University
Example University
Master of Science - MSc, Statistics
Master of Science - MSc, Statistics
2014 - 2016
2014 - 2016
Grade: 1.3
Muster Gymnasium logo
Muster Gymnasium
Muster Gymnasium
Skills
Skills
Planning
Planning
Endorsed by Bo Muster who is highly skilled at this
3 endorsements
Statistics
Statistics
Show all 12 skills
Interests
Interests
Nobody Famous
"""

PDFS = {
    "en": {
        "aside": [
            ["Contact", ["ada@example.org", "+49 30 23125 001 (Mobile)",
                         "www.linkedin.com/in/ada-beispiel-00a1b2c3 (LinkedIn)",
                         "ada.example.org (Personal)"]],
            ["Top Skills", ["Planning", "Statistics", "Triage"]],
            ["Languages", ["English (Native or Bilingual)", "German (Limited Working)"]],
            ["Certifications", ["Certified Planner"]],
        ],
        "name": "Ada Beispiel",
        "headline": "Head of Things at Example, Inc. | Mentor",
        "place": "Berlin, Germany",
        "sections": [
            ["Summary", [["text", "I like things that work, and people who make them."]]],
            ["Experience", [
                ["company", "Example, Inc."],
                ["text", "6 years 10 months"],
                ["title", "Head of Things"],
                ["text", "March 2021 - Present (5 years 9 months)"],
                ["text", "Berlin, Germany"],
                ["text", "Leads eleven people, in two teams."],
                ["title", "Thing Planner"],
                ["text", "February 2020 - March 2021 (1 year 2 months)"],
                ["company", "Muster GmbH"],
                ["title", "Junior Planner"],
                ["text", "September 2018 - December 2019 (1 year 4 months)"],
                ["text", "Hamburg, Germany"],
            ]],
            ["Education", [
                ["company", "Example University"],
                ["text", "Master of Science - MSc, Statistics · (2014 - 2016)"],
                ["company", "Muster Gymnasium"],
            ]],
        ],
    },
    "de": {
        "aside": [
            ["Kontakt", ["www.linkedin.com/in/juergen-muster (LinkedIn)"]],
            ["Top-Kenntnisse", ["Gießerei", "Einkauf"]],
        ],
        "name": "Dr. Jürgen Müster",
        "headline": "Geschäftsführer bei Müster & Söhne",
        "place": "München, Bayern, Deutschland",
        "sections": [
            ["Berufserfahrung", [
                ["company", "Müster & Söhne"],
                ["title", "Geschäftsführer"],
                ["text", "Oktober 2012 - Heute (14 Jahre 2 Monate)"],
                ["company", "Beispiel AG"],
                ["title", "Einkäufer"],
                ["text", "Mai 2008 - September 2012 (4 Jahre 5 Monate)"],
                ["text", "Köln, Deutschland"],
            ]],
            ["Ausbildung", [
                ["company", "Hochschule Beispielstadt"],
                ["text", "Diplom, Maschinenbau · (Oktober 2002 - März 2008)"],
            ]],
        ],
    },
    "fr": {
        "aside": [
            ["Coordonnées", ["zoe@example.com",
                             "www.linkedin.com/in/zo%C3%AB-exempl%C3%A9 (LinkedIn)"]],
            ["Principales compétences", ["Achats"]],
        ],
        "name": "Zoë Exemplé",
        "headline": "Directrice des achats",
        "place": "Lyon, Auvergne-Rhône-Alpes, France",
        "sections": [
            ["Résumé", [["text", "J’aime les choses bien faites."]]],
            ["Expérience", [
                ["company", "Société Fictive"],
                ["title", "Directrice des achats"],
                ["text", "janvier 2019 - Présent (7 ans 11 mois)"],
                ["text", "Lyon, France"],
            ]],
            ["Formation", [
                ["company", "Université Exemple"],
                ["text", "Master, Gestion · (2005 - 2007)"],
            ]],
        ],
    },
    "es": {
        "aside": [
            ["Contactar", ["www.linkedin.com/in/lea-muestra (LinkedIn)"]],
            ["Aptitudes principales", ["Control"]],
        ],
        "name": "Lea Muestra Ejemplo",
        "headline": "Controller en Muestra S.L.",
        "place": "Madrid, Comunidad de Madrid, España",
        "sections": [
            ["Extracto", [["text", "Números y personas."]]],
            ["Experiencia", [
                ["company", "Muestra S.L."],
                ["title", "Controller"],
                ["text", "abril de 2017 - Actualidad (9 años 8 meses)"],
            ]],
            ["Educación", [
                ["company", "Universidad de Ejemplo"],
                ["text", "Grado, Economía · (2010 - 2014)"],
            ]],
        ],
    },
}  # fmt: skip

_SOURCE = """
#let data = json(bytes(sys.inputs.data))
#set page(width: 612pt, height: 792pt, margin: 0pt)
#set text(font: "Libertinus Serif", size: 10.5pt)
#place(dx: 22pt, dy: 40pt, block(width: 150pt, {
  for (heading, lines) in data.aside {
    text(size: 13pt, heading)
    linebreak()
    for line in lines { text(size: 10.5pt, line); linebreak() }
    v(10pt)
  }
}))
#place(dx: 224pt, dy: 40pt, block(width: 360pt, {
  text(size: 26pt, data.name)
  linebreak()
  text(size: 12pt, data.headline)
  linebreak()
  text(size: 12pt, data.place)
  parbreak()
  for (heading, lines) in data.sections {
    text(size: 15.75pt, heading)
    linebreak()
    for (kind, line) in lines {
      text(size: (company: 12pt, title: 11.5pt, text: 10.5pt).at(kind), line)
      linebreak()
    }
    v(10pt)
  }
}))
#place(bottom + right, dx: -22pt, dy: -20pt, text(size: 9pt)[Page 1 of 1])
"""


@cache
def profile_pdf(language: str) -> bytes:
    """Return an invented profile as LinkedIn's PDF would lay it out."""
    data = json.dumps(PDFS[language])
    return typst.compile(_SOURCE.encode(), format="pdf", sys_inputs={"data": data})


def plain_pdf(language: str) -> bytes:
    """Return the same profile as the smallest PDF that holds it: its words in the clear."""
    data = PDFS[language]
    said: list[tuple[float, float, float, str]] = []
    down = 740.0
    for heading, lines in data["aside"]:
        for size, line in [(13.0, heading), *((10.5, line) for line in lines)]:
            said.append((22, down, size, line))
            down -= 16
    down = 740.0
    sizes = {"company": 12.0, "title": 11.5, "text": 10.5}
    main = [(26.0, data["name"]), (12.0, data["headline"]), (12.0, data["place"])]
    for heading, lines in data["sections"]:
        main += [(15.75, heading), *((sizes[kind], line) for kind, line in lines)]
    for size, line in main:
        said.append((224, down, size, line))
        down -= 18
    stream = b"".join(
        b"BT /F1 %g Tf %g %g Td (%s) Tj ET\n"
        % (size, x, y, text.replace("(", "\\(").replace(")", "\\)").encode("cp1252"))
        for x, y, size, text in said
    )
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        font,
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
