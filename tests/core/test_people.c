/* test_people.c: whom the mentions of an article mean, and how each is filed. */
#include <string.h>

#include "../../ext/core/entity.h"
#include "test.h"

/* In the text the mention asked for stands in square brackets, which are taken out.
** NULL: it means nobody that the article tells. */
typedef struct sample {
  const char *text, *name, *role;
  int kind, pronoun;
} sample;

static const sample samples[] = {
    /* who is told of last, and by what trade */
    {"Carl Roth wept. “It rained,” he said, “all day.” Simon Dunne had no excuse. [He] left.",
     "Simon Dunne", "", NEWSEXT_PERSON, NEWSEXT_HE},
    {"Carl Roth wept. He called Simon Dunne. Dunne, for a while, wept. [He] left.", "Simon Dunne",
     "", NEWSEXT_PERSON, NEWSEXT_HE},
    {"Jean-Pierre Roth wept. [He] left.", "Jean-Pierre Roth", "", NEWSEXT_PERSON, NEWSEXT_HE},
    {"Carl Roth had scored. [The striker] said no.", "Carl Roth", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Justice Anna Dunne spoke. A friend called. [The judge] left.", "Anna Dunne", "Justice",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    /* fields of an office, initials, offices of one, kin */
    {"[Minister of Agriculture Oduma Chanda] wept over it later.", "Oduma Chanda",
     "Minister of Agriculture", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Minister of Water and Rural Affairs Oduma Lianhe] wept over it later on that evening.",
     "Oduma Lianhe", "Minister of Water and Rural Affairs", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Health and Safety inspector Carl Roth] wept over it later.", "Carl Roth",
     "Health and Safety inspector", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"It ended, and [coach Carl Roth] looked down.", "Carl Roth", "coach", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"No more was told to [A V Pradeep Roth] on Friday.", "A V Pradeep Roth", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Outside court, [Dunne's mother, Sunniva Roth,] said that he left.", "Sunniva Roth",
     "Dunne's mother", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Later that week Minister Christoph von Roth left. [Von Roth] said no.", "Christoph von Roth",
     "Minister", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"The smoke rose, survivor Rokeya Begum said. [Rokeya] left.", "Rokeya Begum", "survivor",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Norvale Foods fell. [The union] that speaks for them left.", "union", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"Anna Roth won. Her brother Max wept. Max Roth laughed. [Roth] left.", "Anna Roth", "",
     NEWSEXT_PERSON, NEWSEXT_SHE},
    {"Deputy Commissioner of Police (Crime) Carl Roth spoke to them later. [The DCP] said no.",
     "Carl Roth", "Deputy Commissioner of Police (Crime)", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"The rain fell, and [publican Carl Roth] said no.", "Carl Roth", "publican", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    /* a deputy is not the governor; titles that names keep; names of firms */
    {"Later Governor Anna Berg met Deputy Governor Carl Roth. [The governor] said no.", "Anna Berg",
     "Governor", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"They met Mr Justice Okafor on Friday. [The judge] said no.", "Mr Justice Okafor", "",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Brightwater Energy, a developer of wind farms,] said so on Friday.", "Brightwater Energy",
     "", NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Norvale Foods] raised the price on Monday.", "Norvale Foods", "", NEWSEXT_ORGANIZATION,
     NEWSEXT_PRONOUN_UNKNOWN},
    /* names of bodies, whose parts "and" and a genitive join */
    {"They called [the Fire and Rescue Service] at once.", "Fire and Rescue Service", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"[The Small Farmers' Federation] said no.", "Small Farmers' Federation", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"Later [a spokesman for the Wardens and Labour Abuse Authority] said no.",
     "spokesman for the Wardens and Labour Abuse Authority", "", NEWSEXT_ANONYMOUS,
     NEWSEXT_PRONOUN_UNKNOWN},
    /* offices before a surname that is a body's name too, and of two fields */
    {"[Energy Minister Jane Stanford] left.", "Jane Stanford", "Energy Minister", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Electricity and Energy Minister Carl Roth] left.", "Carl Roth",
     "Electricity and Energy Minister", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    /* names that are spelt as other words are, and capitals that are the sentence's */
    {"“It rains,” said [He Wenbin], an engineer.", "He Wenbin", "engineer", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"I have met [Margaret Fell], the owner, twice.", "Margaret Fell", "owner", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Anna Roth left. Afterwards, [her] friend told them so.", "Anna Roth", "", NEWSEXT_PERSON,
     NEWSEXT_SHE},
    /* who asks is not who answers; whom a clause behind a comma or a place is about */
    {"Anna Roth wept. Asked by prosecutor Jane Dunne why, [she] left.", "Anna Roth", "",
     NEWSEXT_PERSON, NEWSEXT_SHE},
    {"They met a professor from Leeds [who] said no.", "professor from Leeds", "",
     NEWSEXT_ANONYMOUS, NEWSEXT_PRONOUN_UNKNOWN},
    {"Carl Roth had scored. [The striker, who had been out of the team for many months,] said no.",
     "Carl Roth", "", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Norvale’s Eleonora Dani wept. [The company] said no.", "Norvale", "", NEWSEXT_ORGANIZATION,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"They met the world No 1, [Mirjana Roth], on Friday.", "Mirjana Roth", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[The cellist Tunde Roth-Price] left.", "Tunde Roth-Price", "cellist", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Inspector Joanne Wardle wept. Later [DCI Wardle] left.", "Joanne Wardle", "Inspector",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Norvale Inc., a leader in toys,] said so.", "Norvale Inc.", "", NEWSEXT_ORGANIZATION,
     NEWSEXT_PRONOUN_UNKNOWN},
    /* surnames that begin the name of a town ("Burgess Hill"), or are other words */
    {"Carl Burgess slept. [Burgess] said no.", "Carl Burgess", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Gary Prior slept. [Prior] revealed that it rained.", "Gary Prior", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[The Bishop of Leeds] said no.", "Bishop of Leeds", "", NEWSEXT_ANONYMOUS,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Year 6 teacher Anna Smith] said no.", "Anna Smith", "Year 6 teacher", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    /* more bodies; the second half of a surname; they who are one group */
    {"[The museum] said no.", "museum", "", NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Clare FM] said no.", "Clare FM", "", NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"Gloria Macapal-Reyes slept. [Reyes] said no.", "Gloria Macapal-Reyes", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"The family said that Carl Roth was kind. [They] said so twice.", "family", "", NEWSEXT_GROUP,
     NEWSEXT_THEY},
    {"Carl Roth slept. [The Clare TD] said no.", "Carl Roth", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    /* a paragraph that begins with somebody's son is about him */
    {"Carl Berg runs the shop.\n\nHis son Terrell has left it. Later [he] wrote to them.",
     "Terrell", "son", NEWSEXT_PERSON, NEWSEXT_HE},
    {"[Minister for Agriculture Fintan Daly] wept over it later on.", "Fintan Daly",
     "Minister for Agriculture", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"The Director-General of the Guild, Carl Roth, spoke to them. [The DG] said no.", "Carl Roth",
     "Director-General of the Guild", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    /* a wife's title is not her husband's */
    {"Dr. Carl Dunne made the call. [Dunne] wept. Ann Dunne said that Mrs. Dunne fell.",
     "Carl Dunne", "", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    /* an office by its initials; persons with strange names, firms and other bodies */
    {"Prime Minister Anna Dunne spoke. [The PM] said no.", "Anna Dunne", "Prime Minister",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Chief Minister Anna Dunne spoke. [The CM] said no.", "Anna Dunne", "Chief Minister",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Chief Justice of India D. Y. Varma spoke. [The CJI] said no.", "D. Y. Varma",
     "Chief Justice of India", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Moses Adeyemi-Kroll laughed. [Adeyemi-Kroll] left.", "Moses Adeyemi-Kroll", "",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Zurinho, the Brazilian forward,] left.", "Zurinho", "Brazilian forward", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Khin Zaw Win, an activist,] said that no rule was safe.", "Khin Zaw Win", "activist",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[The columnist Ai Jun] wrote that no rule was safe.", "Ai Jun", "columnist", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Norvale Robotics (NASDAQ: NVRB)] said that sales would fall.", "Norvale Robotics", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Skolvik Marine (SKOL.OL)] said that sales would fall.", "Skolvik Marine", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Brightloam Foods] said that its sales would fall.", "Brightloam Foods", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Ferry operator Skerrow Link] said that all were safe.", "Skerrow Link", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Toolmaker Brantley] said that all were safe.", "Brantley", "", NEWSEXT_ORGANIZATION,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Fjordmark Markets] said that all were safe.", "Fjordmark Markets", "", NEWSEXT_ORGANIZATION,
     NEWSEXT_PRONOUN_UNKNOWN},
    /* fullest form, surnames, titles, roles, nicknames */
    {"Kerrin spoke. [Kerrin] agreed. US envoy John Kerrin is back.", "John Kerrin", "US envoy",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Maria Ortega won. [Senator Ortega] smiled.", "Maria Ortega", "Senator", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Sen. Maria Ortega won. A friend called. [The senator] left.", "Maria Ortega", "Sen.",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"William Hartley won. On Friday [Bill Hartley] resigned.", "William Hartley", "",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Hillary Rodham Dunne won. [Hillary Dunne] smiled.", "Hillary Rodham Dunne", "",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Enrique Cruz Nieto won. Then [Cruz Nieto] left.", "Enrique Cruz Nieto", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Fans met Pope Francis. [Francis] waved.", "Pope Francis", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Anna Dunne-Roth won. Once [Anna Dunne] lost.", "Anna Dunne-Roth", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Ian Brede met Tyra McClenney. “Fine,” [McLenney] said.", "Tyra McClenney", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Chen Junlan spoke. [Ms. Chen] left.", "Chen Junlan", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"The Dunne Report is out. [Dunne] is glad.", "Dunne", "", NEWSEXT_ORGANIZATION,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[James A. Baxter] wrote a letter.", "James A. Baxter", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"“No,” said [David French of the Retail Federation].", "David French", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Anna Dunne won. [Dunne] bristles at the charge.", "Anna Dunne", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Anna Dunne won. [Dunne] Tuesday night thanked him.", "Anna Dunne", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Vatican spokesman the Rev. Carl Roth] said no.", "Carl Roth", "Vatican spokesman",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[UMW Director of Legal Affairs Carl Roth] said no.", "Carl Roth",
     "UMW Director of Legal Affairs", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Dunne's GOP primary rival Sen. Carl Roth] said no.", "Carl Roth",
     "Dunne's GOP primary rival Sen.", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Anna Dunne, 18, from Lee County, Fla.,] disagrees.", "Anna Dunne", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Carl Roth Jr.] director of the fund said no.", "Carl Roth Jr.", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Vietnamese Doan Thi Huong] left.", "Doan Thi Huong", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[US envoy to Britain Carl Roth] left.", "Carl Roth", "US envoy to Britain", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"It is an idea [President Dunne] has had.", "Dunne", "President", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"They met [a UK Independence Party MEP].", "UK Independence Party MEP", "", NEWSEXT_ANONYMOUS,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Minister of Finance Giovanni Trelli] said no.", "Giovanni Trelli", "Minister of Finance",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Then [Stephen “The Rifleman” Flemming] spoke.", "Stephen “The Rifleman” Flemming", "",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[A spokesman for Ms. Perez] said no.", "spokesman for Ms. Perez", "", NEWSEXT_ANONYMOUS,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[The UK Home Secretary] said no.", "UK Home Secretary", "", NEWSEXT_ANONYMOUS,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Abdul Aziz Abu Daher left. [Abdul Hamid Abu Daher] came.", "Abdul Hamid Abu Daher", "",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[President FranÃ§ois Hollier] left.", "FranÃ§ois Hollier", "President", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Polk County Chairman Will Rogers] said no.", "Will Rogers", "Polk County Chairman",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Marine Le Pen] said no.", "Marine Le Pen", "", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Co-moderator Anna Dunne] asked why.", "Anna Dunne", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Leeds-based Carl Roth] said no.", "Carl Roth", "", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Senator Jane Fox] said no.", "Jane Fox", "Senator", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Spain coach Luis Arago came. [The 66-year-old] left.", "Luis Arago", "Spain coach",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Irish defender Carl Roth hurt manager Luis Arago. [The Irish defender] left.", "Carl Roth",
     "Irish defender", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    /* relatives of one surname */
    {"Bill Dunne met Anna Dunne. Later [Mrs. Dunne] left.", "Anna Dunne", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Bill Dunne met Anna Dunne. Later [Mr. Dunne] left.", "Bill Dunne", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Robert Gray spoke. Robert Gray Jr. did not. [Robert Gray Jr.] left.", "Robert Gray Jr.", "",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    /* possessives and appositions */
    {"Anna Dunne declined. [Her spokesman Brian Falk] said no.", "Brian Falk", "spokesman",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[The opposition leader, Aurelio Banks,] objected.", "Aurelio Banks", "opposition leader",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Anna Dunne, [a lawyer], left.", "Anna Dunne", "lawyer", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Anna Dunne declined. [Her lawyer] said no.", "Anna Dunne's lawyer", "", NEWSEXT_ANONYMOUS,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[A spokesman for Unity] said no.", "spokesman for Unity", "", NEWSEXT_ANONYMOUS,
     NEWSEXT_PRONOUN_UNKNOWN},
    /* unnamed sources */
    {"[A senior official] said no.", "senior official", "", NEWSEXT_ANONYMOUS,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"A senior official said no. “Never,” [the official] added.", "senior official", "",
     NEWSEXT_ANONYMOUS, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Two people familiar with the talks] said so.", "Two people familiar with the talks", "",
     NEWSEXT_ANONYMOUS, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Analysts] expect a deal.", "Analysts", "", NEWSEXT_GROUP, NEWSEXT_PRONOUN_UNKNOWN},
    {"They met [the Syrians].", "Syrians", "", NEWSEXT_GROUP, NEWSEXT_PRONOUN_UNKNOWN},
    /* bodies */
    {"[Public broadcaster NHX] said no.", "NHX", "", NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"[NATO member Montenegro] agreed.", "Montenegro", "", NEWSEXT_ORGANIZATION,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[The Democratic Unionist Party] met.", "Democratic Unionist Party", "", NEWSEXT_ORGANIZATION,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Shares in [S. & P.] fell.", "S. & P.", "", NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"Then [Hedge Fund Research, a Leeds-based firm,] said no.", "Hedge Fund Research", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"Jane Achter said yes. [Her publisher, Lanternhouse,] said no.", "Lanternhouse", "publisher",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Brokerage Dunmore Keane, which rates the stock a “buy”,] said no.", "Dunmore Keane", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"[The organizer Alliance to Reclaim Our Schools] said no.", "Alliance to Reclaim Our Schools",
     "", NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"The Guild of Flight Attendants met. “Fine,” [the union] said.", "Guild of Flight Attendants",
     "", NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"Pellington sued Waalkade Terminals. [The company] said so.", "Pellington", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"The U.S. Africa Command (AFRICOM) said no. [AFRICOM] declined.", "U.S. Africa Command", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"The Harbour Safety Commission met. [The commission] voted.", "Harbour Safety Commission", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"Pellington Foods Inc. was shut. [The company] said so.", "Pellington Foods Inc.", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Waalkade Terminals], which runs the site, said so.", "Waalkade Terminals", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"According to [the report], it was late.", "report", "", NEWSEXT_DOCUMENT,
     NEWSEXT_PRONOUN_UNKNOWN},
    /* pronouns */
    {"Sheriff Dana Oakes said no. “Fine,” [she] added.", "Dana Oakes", "Sheriff", NEWSEXT_PERSON,
     NEWSEXT_SHE},
    {"John Kerrin met Anna Dunne. “Fine,” [he] said.", "John Kerrin", "", NEWSEXT_PERSON,
     NEWSEXT_HE},
    {"Kim Doe spoke. “Fine,” [she] said.", "Kim Doe", "", NEWSEXT_PERSON, NEWSEXT_SHE},
    {"Carl Roth, [who] lives there, spoke.", "Carl Roth", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Anna Dunne spoke. John Kerrin thanked Maria Ortega. “Fine,” [she] said.", "Anna Dunne", "",
     NEWSEXT_PERSON, NEWSEXT_SHE},
    {"After [his] defeat, Carl Roth wept.", "Carl Roth", "", NEWSEXT_PERSON, NEWSEXT_HE},
    {"The Harbour Safety Commission met. [It] voted no.", "Harbour Safety Commission", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Carl Roth and Anna Dunne, who were late,] said no.", "Carl Roth and Anna Dunne", "",
     NEWSEXT_GROUP, NEWSEXT_PRONOUN_UNKNOWN},
    {"Janice Roe, a waitress at the Classic Deli, [who] lives there, spoke.", "Janice Roe",
     "waitress at the Classic Deli", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Asked about it, one of them laughed. “Fine,” [she] said.", "one", "", NEWSEXT_ANONYMOUS,
     NEWSEXT_SHE},
    {"Anna Dunne was born in Leeds. Her mother, Nell, took in washing. “We sang,” [she] said.",
     "Anna Dunne", "", NEWSEXT_PERSON, NEWSEXT_SHE},
    {"Carl Roth and Anna Dunne wrote in. “Fine,” [they] said.", "Carl Roth and Anna Dunne", "",
     NEWSEXT_GROUP, NEWSEXT_THEY},
    {"Polyfact looked into it. Then [they] said it was true.", "Polyfact", "", NEWSEXT_ORGANIZATION,
     NEWSEXT_THEY},
    {"Carl Roth lost, he said. Anna Dunne saw it. Ian Brede sang to us. “Fine,” [he] said.",
     "Ian Brede", "", NEWSEXT_PERSON, NEWSEXT_HE},
    {"Jim Dunne lives in Tupelo, Miss., with us. [He] left.", "Jim Dunne", "", NEWSEXT_PERSON,
     NEWSEXT_HE},
    {"“[I] am tired,” said Carl Roth.", NULL, "", 0, 0},
    /* British forms */
    {"[The Labour MP Tess Arkwright] said no.", "Tess Arkwright", "Labour MP", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Labour MP Tess Arkwright] said no.", "Tess Arkwright", "Labour MP", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Tess Arkwright, the Labour MP for Harbour East,] said no.", "Tess Arkwright",
     "Labour MP for Harbour East", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Home Secretary Priya Menon] said no.", "Priya Menon", "Home Secretary", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Shadow home secretary Priya Menon] said no.", "Priya Menon", "Shadow home secretary",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Priya Menon spoke on Monday. The plan is late. [The home secretary] said no.",
     "home secretary", "", NEWSEXT_ANONYMOUS, NEWSEXT_PRONOUN_UNKNOWN},
    {"Home Secretary Priya Menon spoke. Carl Roth did not. [The home secretary] said no.",
     "Priya Menon", "Home Secretary", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Lord Brack of Tilney] said no.", "Lord Brack of Tilney", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Lord Brack of Tilney came. [Lord Brack] said no.", "Lord Brack of Tilney", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Lord Porter] said no.", "Lord Porter", "", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"The council met. [Its chairman Lord Porter] said no.", "Lord Porter", "chairman",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Baroness Hale] said no.", "Baroness Hale", "", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Baroness Anna Hale] said no.", "Anna Hale", "Baroness", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Sir Keith Brand] said no.", "Keith Brand", "", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Sir Keith Brand came. [Sir Keith] said no.", "Keith Brand", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Dame Judith Brand came. [Dame Judith] said no.", "Judith Brand", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Cllr Owen Pryce] said no.", "Owen Pryce", "Cllr", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Cllr Owen Pryce came. [Cllr Pryce] said no.", "Owen Pryce", "Cllr", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Det Insp Owen Pryce] said no.", "Owen Pryce", "Det Insp", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Detective Chief Inspector Owen Pryce] said no.", "Owen Pryce", "Detective Chief Inspector",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Ch Supt Owen Pryce] said no.", "Owen Pryce", "Ch Supt", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Det Insp Owen Pryce came. [Insp Pryce] said no.", "Owen Pryce", "Det Insp", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[PC Owen Pryce] said no.", "Owen Pryce", "PC", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Chief Constable Owen Pryce] said no.", "Owen Pryce", "Chief Constable", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[The Rt Hon Tess Arkwright MP] said no.", "Tess Arkwright", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Tess Arkwright MP] said no.", "Tess Arkwright", "", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Professor Dame Judith Brand] said no.", "Judith Brand", "Professor", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Mr Justice Pryce] said no.", "Mr Justice Pryce", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Judge Owen Pryce QC] said no.", "Owen Pryce", "Judge", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Owen Pryce KC], prosecuting, said no.", "Owen Pryce", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    /* Indian forms */
    {"[Smt Anjali Deshpande] said no.", "Anjali Deshpande", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Shri Vikram Rathod] said no.", "Vikram Rathod", "", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[DCP (Crime) R. K. Sharma] said no.", "R. K. Sharma", "DCP (Crime)", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[BJP leader Vikram Rathod] said no.", "Vikram Rathod", "BJP leader", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Senior Congress leader Vikram Rathod] said no.", "Vikram Rathod", "Senior Congress leader",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Union Home Minister Vikram Rathod] said no.", "Vikram Rathod", "Union Home Minister",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Chief Minister Vikram Rathod] said no.", "Vikram Rathod", "Chief Minister", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Maharashtra Chief Minister Vikram Rathod] said no.", "Vikram Rathod",
     "Maharashtra Chief Minister", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Inspector A. B. Kulkarni] said no.", "A. B. Kulkarni", "Inspector", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Superintendent of Police Vikram Rathod] said no.", "Vikram Rathod",
     "Superintendent of Police", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Justice A. K. Rathod] said no.", "A. K. Rathod", "Justice", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Advocate Meera Iyer] said no.", "Meera Iyer", "Advocate", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Dr. Meera Iyer] said no.", "Meera Iyer", "", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Dr V. Meera] said no.", "V. Meera", "", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Meera Iyer came. [Iyer] said no.", "Meera Iyer", "", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Shri Vikram Rathod came. [Shri Rathod] said no.", "Vikram Rathod", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Deputy Commissioner of Police (Traffic) Anil Kumble] said no.", "Anil Kumble",
     "Deputy Commissioner of Police (Traffic)", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Maulana Arshad Qasmi] said no.", "Arshad Qasmi", "Maulana", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[MLA Vikram Rathod] said no.", "Vikram Rathod", "MLA", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[AAP MLA Vikram Rathod] said no.", "Vikram Rathod", "AAP MLA", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[IAS officer Vikram Rathod] said no.", "Vikram Rathod", "IAS officer", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[SP Vikram Rathod] said no.", "Vikram Rathod", "", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[District Collector K. Suresh] said no.", "K. Suresh", "District Collector", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    /* sport */
    {"[Striker Ivo Manning] said no.", "Ivo Manning", "Striker", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Rovers striker Ivo Manning] said no.", "Ivo Manning", "Rovers striker", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Coach Ivo Manning] said no.", "Ivo Manning", "Coach", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Head coach Ivo Manning] said no.", "Ivo Manning", "Head coach", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Rovers' Ivo Manning] said no.", "Ivo Manning", "", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[England captain Ivo Manning] said no.", "Ivo Manning", "England captain", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Second seed Ivo Manning] said no.", "Ivo Manning", "Second seed", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Defending champion Ivo Manning] said no.", "Ivo Manning", "Defending champion",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Ivo Manning won on Sunday. [The 24-year-old] said no.", "Ivo Manning", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Luis Arago won on Sunday. [The Spaniard] said no.", "Luis Arago", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Dieter Holz won on Sunday. [The German] said no.", "Dieter Holz", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Striker Ivo Manning scored twice. [The striker] said no.", "Ivo Manning", "Striker",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Ivo Manning, a midfielder, scored. [The midfielder] said no.", "Ivo Manning", "midfielder",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Luis Arago beat Dieter Holz in the final. [The Spaniard] said no.", "Luis Arago", "",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Scotland fly-half Ivo Manning] said no.", "Ivo Manning", "Scotland fly-half", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Wales wing Ivo Manning] said no.", "Ivo Manning", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Former England batsman Ivo Manning] said no.", "Ivo Manning", "Former England batsman",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Quarterback Ivo Manning] said no.", "Ivo Manning", "Quarterback", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Rookie point guard Ivo Manning] said no.", "Ivo Manning", "Rookie point guard",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Ferrari driver Ivo Manning] said no.", "Ivo Manning", "Ferrari driver", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Team principal Ivo Manning] said no.", "Ivo Manning", "Team principal", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    /* business */
    {"[Waalkade Terminals chief executive Anna Dunne] said no.", "Anna Dunne",
     "Waalkade Terminals chief executive", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Chief executive Anna Dunne] said no.", "Anna Dunne", "Chief executive", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[CEO Anna Dunne] said no.", "Anna Dunne", "CEO", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Anna Dunne, chief executive of Waalkade Terminals,] said no.", "Anna Dunne",
     "chief executive of Waalkade Terminals", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Dunmore Keane's Anna Dunne] said no.", "Anna Dunne", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Dunmore Keane analyst Anna Dunne] said no.", "Anna Dunne", "Dunmore Keane analyst",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Analysts at Dunmore Keane] said no.", "Analysts at Dunmore Keane", "", NEWSEXT_GROUP,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Analyst Anna Dunne of Dunmore Keane] said no.", "Anna Dunne", "Analyst", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Finance director Carl Roth] said no.", "Carl Roth", "Finance director", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Chief financial officer Carl Roth] said no.", "Carl Roth", "Chief financial officer",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Founder and chief executive Carl Roth] said no.", "Carl Roth", "Founder and chief executive",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Chairman and CEO Carl Roth] said no.", "Carl Roth", "Chairman and CEO", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Co-founder Carl Roth] said no.", "Carl Roth", "Co-founder", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Senior vice president Carl Roth] said no.", "Carl Roth", "Senior vice president",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Economist Carl Roth] said no.", "Carl Roth", "Economist", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Chief economist Carl Roth] said no.", "Carl Roth", "Chief economist", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Fund manager Carl Roth] said no.", "Carl Roth", "Fund manager", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Dunmore Keane Holdings plc fell. [Dunmore] said no.", "Dunmore Keane Holdings plc", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"The Calder Road Safety Board met. [The CRSB] said no.", "Calder Road Safety Board", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"[State news agency DANA] said no.", "DANA", "", NEWSEXT_ORGANIZATION,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"The UN Office for Humanitarian Affairs met. [The UN] said no.", "UN", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"Dunne International Golf Club Puerto Rico fell. [Puerto Rico] said no.", "Puerto Rico", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"Why Does Norway Refuse To Go. \n\n[Norway] said no on Monday, as it has for years.", "Norway",
     "", NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"Drugmaker Allard (ALD.N) fell. [The drugmaker] said no.", "Allard", "", NEWSEXT_ORGANIZATION,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Drugmaker Allard (ALD.N)] said no.", "Allard", "", NEWSEXT_ORGANIZATION,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Allard Plc (ALD.L)] said no.", "Allard Plc", "", NEWSEXT_ORGANIZATION,
     NEWSEXT_PRONOUN_UNKNOWN},
    /* relatives */
    {"Imran Khan met Sara Khan. [Mr Khan] said no.", "Imran Khan", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Imran Khan met Sara Khan. [Ms Khan] said no.", "Sara Khan", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Mr Khan said the deal was off. [Ms Khan] said it was on.", "Ms Khan", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Helen Brandt came. Mr Brandt drove. [Ms Brandt] said no.", "Helen Brandt", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Kerrow Brandt came. [Ms Brandt] left. Mr Brandt drove.", "Kerrow Brandt", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Ida Moe came with her husband Per. [Mrs Moe] said no.", "Ida Moe", "", NEWSEXT_PERSON,
     NEWSEXT_SHE},
    {"Ida Moe came with her husband, Jan Moe. [Mr Moe] said no.", "Jan Moe", "husband",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Ida Moe came with her father, Jan Moe. Police waited. [Her father] said no.", "Jan Moe",
     "father", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Bill and Anna Dunne] said no.", "Bill and Anna Dunne", "", NEWSEXT_GROUP,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Carl Dunne came. Then [the Dunnes] said no.", "Dunnes", "", NEWSEXT_GROUP,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Kesta Moore came. She sang. Later [Ms. Moore] said no.", "Kesta Moore", "", NEWSEXT_PERSON,
     NEWSEXT_SHE},
    {"Kesta Moore praised his friend's view of his plan and his work. Later [Ms. Moore] said no.",
     "Kesta Moore", "", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"They met on Kestrow Dunne Day. [Mr. Dunne] said no.", "Kestrow Dunne", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    /* appositions, one of */
    {"[Robert Atkey, one of several veterans,] said no.", "Robert Atkey", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"“No,” said Robert Atkey, [one] of several veterans of the mine.", "Robert Atkey", "",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Kathe Gehring, [the leader] of the Party faction told him no.", "Kathe Gehring",
     "leader of the Party faction", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    /* roles */
    {"Sen. Jason Chaffey (R-Utah) met U.S. attorney Carl Roth. [The Utah Republican] said no.",
     "Jason Chaffey", "Sen.", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Sen. Jason Chaffey (D-Utah) met U.S. attorney Carl Roth. [The Democrat] said no.",
     "Jason Chaffey", "Sen.", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Bernard Sandler spoke. The Vermont senator waved. A day later [the senator] said no.",
     "Bernard Sandler", "", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Libertarian candidate Gary Johns walks. [The former New Mexico governor] said no.",
     "Gary Johns", "Libertarian candidate", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"David Axley called on Howard Poe to say sorry. “No,” [Dunne’s former strategist] said.",
     "David Axley", "", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"President Kestrow Dunne came with the first lady, Michelle Dunne. [The president] said no.",
     "Kestrow Dunne", "President", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"First lady Michelle Dunne came. [The president] said no.", "president", "", NEWSEXT_ANONYMOUS,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"The Republic of Turkey said no. [The Soviet Republic] said yes.", "Soviet Republic", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    /* transcripts */
    {"Ann and Carl Poe came to a meeting there. [Mrs Poe] said that it was late.", "Ann Poe", "",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Ann and Carl Poe came to a meeting there. [Mr Poe] said that it was late.", "Carl Poe", "",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Ann and Carl Poe came to a meeting there. [Ann] said that it was late.", "Ann Poe", "",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"MAREN HOLTZE: I think so. \n\nCARL ROTH: No. \n\n[MAREN HOLTZE]: I do.", "Maren Holtze", "",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[NATO] said no.", "NATO", "", NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"[MAREN HOLTZE] said no.", "MAREN HOLTZE", "", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"MAREN O'NEILL-ROTH, HOST: I think so. \n\nCARL ROTH: No. \n\n[O'NEILL-ROTH]: I do.",
     "Maren O'Neill-Roth", "HOST", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"JANE MCKAY: I think so. \n\n[JANE MCKAY]: No.", "Jane McKay", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"FOX NEWS: I think so. \n\n[FOX NEWS]: No.", "FOX NEWS", "", NEWSEXT_ORGANIZATION,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Jane McKay came. \n\nJANE MCKAY: I think so. \n\n[MCKAY]: No.", "Jane McKay", "",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"MODERATOR: I think so. \n\n[MODERATOR]: No.", "MODERATOR", "", NEWSEXT_ANONYMOUS,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Mr Khan] said the deal was off. Ms Khan said it was on.", "Mr Khan", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Carl Dunne came with his wife, Ida Dunne. A bell rang. [His wife] said no.", "Ida Dunne",
     "wife", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Ida Moe's husband, Carl Roth, drove. A bell rang. [Moe's husband] said no.", "Carl Roth",
     "Ida Moe's husband", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Senator Hilda Boxer of California] said that there was no need for talks with them.",
     "Hilda Boxer", "Senator", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Senator Hilda Boxer came. [Ms. Boxer] said no.", "Hilda Boxer", "Senator", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"“There is no need for that,” said [Lake City Mayor Ned Guardian] as they were about to "
     "leave.",
     "Ned Guardian", "Lake City Mayor", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"They were led by Lake City Mayor Ned Guardian when they came. [Guardian] said no.",
     "Ned Guardian", "Lake City Mayor", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Chinese Ambassador to Italy Li Ruimei] said no on Monday.", "Li Ruimei",
     "Chinese Ambassador to Italy", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Chinese ambassador to the United States Cui Tianlu] said no on Monday.", "Cui Tianlu",
     "Chinese ambassador to the United States", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[The president of the German-African Business Association Stefan Liebig] said no on Monday.",
     "Stefan Liebig", "president of the German-African Business Association", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Undersecretary for Political Affairs Wendy Sherwood] said no on Monday.", "Wendy Sherwood",
     "Undersecretary for Political Affairs", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Lindsey Gray spoke. [Mr. Gray] said no.", "Lindsey Gray", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Nell Cuban spoke. [Cuban] said no.", "Nell Cuban", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Jan Brede left. Bill Dunne’s wife, Melany, is to speak. [She] is often seen.", "Melany",
     "Bill Dunne’s wife", NEWSEXT_PERSON, NEWSEXT_SHE},
    {"Team Dunne sees a chance for Donald Dunne. On Monday [Dunne] said no.", "Donald Dunne", "",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Carl Roth mocked his rivals, among them Chris Dunne, who say the senator is weak. [He] left.",
     "Carl Roth", "", NEWSEXT_PERSON, NEWSEXT_HE},
    {"Joseph Murray, a onetime lawyer for the fund, based in Tupelo, Miss., later came out as gay. "
     "[He] married.",
     "Joseph Murray", "onetime lawyer for the fund", NEWSEXT_PERSON, NEWSEXT_HE},
    {"Barack Dunne got money and he still signed the act. \n\nBernard Sandler wasn't impressed. "
     "\n\n“No,” [he] said.",
     "Bernard Sandler", "", NEWSEXT_PERSON, NEWSEXT_HE},
    {"Nouri al-Basri came. Later [Basri] said no.", "Nouri al-Basri", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"A diplomat came. They must accept Carl Roth, [the diplomat] said on Monday.", "diplomat", "",
     NEWSEXT_ANONYMOUS, NEWSEXT_PRONOUN_UNKNOWN},
    {"President Rodrigo Dunne came with his daughter, Sara Dunne. [Dunne] said no.",
     "Rodrigo Dunne", "President", NEWSEXT_PERSON, NEWSEXT_HE},
    {"[Deputy Prime Minister and Chairman of the Harbour Authority Bounthong Chitma] said on "
     "Monday that all was well.",
     "Bounthong Chitma", "Deputy Prime Minister and Chairman of the Harbour Authority",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"He was killed by [the Israel Defense Forces] there, they said.", "Israel Defense Forces", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"Later [the British] said that all was well.", "British", "", NEWSEXT_GROUP,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"They knew that [Floyd Energy] would not say more than that.", "Floyd Energy", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"They knew that [Hurricane Anna] would not be the last of them.", "Hurricane Anna", "",
     NEWSEXT_DOCUMENT, NEWSEXT_PRONOUN_UNKNOWN},
    {"They knew that [Tom Frost] would not say more. He left.", "Tom Frost", "", NEWSEXT_PERSON,
     NEWSEXT_HE},
    {"Ben Harwell spoke for Chris Crist, whom [he] describes as a friend.", "Ben Harwell", "",
     NEWSEXT_PERSON, NEWSEXT_HE},
    {"He got a message from [Undersecretary for Political Affairs Wendy Sherwood] that day.",
     "Wendy Sherwood", "Undersecretary for Political Affairs", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"According to [Japan's Ministry of Health], it was late.", "Ministry of Health", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
};

#define TEXT_BYTES 256

typedef struct reading {
  helper_memory memory;
  ne_arena arena;
  ne_prose prose;
  ne_mentions mentions;
  ne_people people;
} reading;

static void open(reading *r, const char *text) {
  const ne_tagger tagger = ne_tagger_find();
  memset(r, 0, sizeof *r);
  helper_memory_open(&r->memory, 0);
  ne_arena_open(&r->arena, &r->memory.allocator, NULL);
  ne_text_open(&r->arena, &r->prose.text, text, strlen(text));
  r->prose.lexicon = &ne_lexicon_en;
  ne_prose_cut(&r->arena, &r->prose);
  ne_prose_read(&r->arena, &tagger, &r->prose);
  ne_mentions_find(&r->arena, &r->prose, &r->mentions);
  ne_people_resolve(&r->arena, &r->prose, &r->mentions, NULL, &r->people);
  assert_int_equal(r->arena.status, NEWSEXT_OK);
}

/* The mention of exactly the bytes [start, end), with or without what follows its base. */
static const ne_mention *find(const reading *r, uint32_t start, uint32_t end) {
  for (uint32_t i = 0; i < r->mentions.count; i++) {
    const ne_mention *m = &r->mentions.at[i];
    const newsext_span base = ne_tokens_span(&r->prose.tokens, m->first, m->end);
    const newsext_span full = ne_tokens_span(&r->prose.tokens, m->first, m->full_end);
    if (base.start == start &&
        (base.start + base.length == end || full.start + full.length == end)) {
      return m;
    }
  }
  return NULL;
}

static void assert_slice(const char *text, newsext_slice slice, const char *expected) {
  if (slice.length != strlen(expected) ||
      (slice.length && memcmp(slice.bytes, expected, slice.length) != 0)) {
    fail_msg("%s: \"%.*s\" in place of \"%s\"", text, (int)slice.length,
             slice.bytes ? slice.bytes : "", expected);
  }
}

static ne_portrait show(reading *r, const ne_mention *m) {
  return ne_entity_show(&r->arena, &r->prose, &r->mentions, &r->people, (uint32_t)m->entity);
}

static void check_entity(const sample *s, reading *r, const ne_mention *m) {
  const ne_portrait shown = show(r, m);
  const uint8_t pronoun = r->people.at[m->entity].pronoun;
  assert_slice(s->text, shown.name, s->name);
  assert_slice(s->text, shown.role, s->role);
  if ((int)shown.kind != s->kind || pronoun != s->pronoun) {
    fail_msg("%s: kind %d, pronoun %d", s->text, (int)shown.kind, pronoun);
  }
}

static void test_samples(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
    const sample *s = &samples[i];
    const char *opening = strchr(s->text, '['), *closing = strchr(s->text, ']');
    const uint32_t start = (uint32_t)(opening - s->text),
                   length = (uint32_t)(closing - opening - 1);
    char text[TEXT_BYTES];
    const ne_mention *m;
    reading r;
    memcpy(text, s->text, start);
    memcpy(text + start, opening + 1, length);
    strcpy(text + start + length, closing + 1);
    open(&r, text);
    m = find(&r, start, start + length);
    if (!m) {
      fail_msg("%s: no such mention", s->text);
      return;
    }
    if (s->name && m->entity < 0) {
      fail_msg("%s: means nobody", s->text);
    }
    if (s->name) {
      check_entity(s, &r, m);
    } else {
      assert_int_equal(m->entity, -1);
    }
    ne_arena_close(&r.arena);
    assert_int_equal(r.memory.blocks, 0);
  }
}

/* A source that is one with nobody becomes an entity, when it is known to speak. */
static void test_speaking(void **state) {
  const uint8_t speaking[8] = {1, 1, 1, 1, 1, 1, 1, 1};
  reading r;
  (void)state;
  open(&r, "Others disagree.");
  assert_true(r.mentions.count > 0 && r.mentions.count <= 8);
  assert_int_equal(r.mentions.at[0].entity, -1);
  ne_people_resolve(&r.arena, &r.prose, &r.mentions, speaking, &r.people);
  assert_int_equal(r.mentions.at[0].entity, 0);
  assert_slice("Others disagree.", show(&r, &r.mentions.at[0]).name, "Others");
  ne_arena_close(&r.arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_samples),
      cmocka_unit_test(test_speaking),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
