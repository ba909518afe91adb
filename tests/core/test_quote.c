/* test_quote.c: from the bytes of an article to who said what, through newsext.h. */
#include <stdio.h>
#include <string.h>

#include "test.h"

#define ROWS_BYTES 2048

/* A text and its quotes, a line each: type | quote | speaker | cue | addressee | rule. */
typedef struct article {
  const char *text, *rows;
} article;

static const article articles[] = {
    {"", ""},
    {"The bridge was closed on Monday.", ""},
    /* the page's own words before a colon */
    {"FILE PHOTO: The bridge on a day in May.", ""},
    /* marks that quote nobody */
    {"The film \"The Last Bridge\" won a prize on Monday.", ""},
    {"Bill \"Lefty\" Moran crossed the bridge on Monday.", ""},
    {"The so-called \"smart\" bridge was closed on Monday.", ""},
    {"He is 6'2\" tall and lives on 5th Street.", ""},
    {"The mayor left. \"[The wall] would make the harbour safer, and it would last longer than the "
     "old one.\"",
     "direct | [The wall] would make the harbour safer, and it would last longer than the old one."
     " | mayor |  |  | context\n"},
    /* a whole sentence quotes somebody, be it unlikely that we know whom */
    {"The rule on the harbour website of today is that \"Nobody may swim in the basin after nine "
     "in the evening without a lamp.\" The rule dates from 1911.",
     "direct | Nobody may swim in the basin after nine in the evening without a lamp. | rule on "
     "the "
     "harbour website of today |  |  | context\n"},
    /* the inner one has to be much likelier */
    {"The agent told the town that the bridge was safe, but the council did not believe it, the "
     "source added.",
     "indirect | The agent told the town that the bridge was safe, but the council did not believe "
     "it | source | added |  | verb\n"},
    /* of two that share words, each has those that its source, cue and content leave it */
    {"The mayor wants the bridge that Anna Berg said was safe.",
     "indirect | the bridge | mayor | wants |  | verb\n"
     "indirect | that was safe | Anna Berg | said |  | verb\n"},
    /* offices of one, and what is no pronoun */
    {"Carl Roth left. \"No,\" he said. The Transport Secretary claims that the bridge is safe.",
     "direct | No, | Carl Roth | said |  | verb\n"
     "indirect | that the bridge is safe | Transport Secretary | claims |  | verb\n"},
    {"Carl Roth, who came second in May, neither condemned nor defended the plan.",
     "indirect | the plan | Carl Roth | condemned |  | verb\n"
     "indirect | the plan | Carl Roth | defended |  | verb\n"},
    /* whom it was told to: whatever the object of "told" is */
    {"\"The bridge is safe,\" Anna Berg told the inquiry.",
     "direct | The bridge is safe, | Anna Berg | told | the inquiry | verb\n"},
    {"\"The bridge is safe,\" Anna Berg told a committee of MPs on Monday.",
     "direct | The bridge is safe, | Anna Berg | told | a committee of MPs | verb\n"},
    {"\"The bridge is safe,\" Anna Berg told Fox News last week.",
     "direct | The bridge is safe, | Anna Berg | told | Fox News | verb\n"},
    {"\"The bridge is safe,\" Anna Berg told ABC's \"This Week\" on Sunday.",
     "direct | The bridge is safe, | Anna Berg | told | ABC | verb\n"},
    /* turns under initials, and with the speaker's party in brackets */
    {"Anna Berg met Carl Roth on her bridge.\n\nCR: Is the bridge safe?\n\nAB: It is.\n\n"
     "CR: Since when?\n\nAB: Since May.",
     "direct | Is the bridge safe? | Carl Roth |  |  | label\n"
     "direct | It is. | Anna Berg |  |  | label\n"
     "direct | Since when? | Carl Roth |  |  | label\n"
     "direct | Since May. | Anna Berg |  |  | label\n"},
    {"CARL ROTH, HOST: Is the bridge safe?\n\nSEN. ANNA BERG (D-UTAH): It is.\n\n"
     "ROTH: Since when?\n\nBERG: Since May.",
     "direct | Is the bridge safe? | Carl Roth |  |  | label\n"
     "direct | It is. | Anna Berg |  |  | label\n"
     "direct | Since when? | Carl Roth |  |  | label\n"
     "direct | Since May. | Anna Berg |  |  | label\n"},
    /* who is owned, not who owns */
    {"It drew a rebuke from the society of the deaf, whose president, Anna Berg, said that the "
     "bridge was safe.",
     "indirect | that the bridge was safe | Anna Berg | said |  | verb\n"},
    /* "A" is the one person whom the introduction names */
    {"Anna Berg has run the bridge since May.\n\nQ: Is the bridge safe?\n\nA: Yes, it is safe.\n\n"
     "Q: Will it stay open?\n\nA: It will.",
     "direct | Is the bridge safe? |  |  |  | label\n"
     "direct | Yes, it is safe. | Anna Berg |  |  | label\n"
     "direct | Will it stay open? |  |  |  | label\n"
     "direct | It will. | Anna Berg |  |  | label\n"},
    /* a reporting verb before, behind and inside */
    {"\"The bridge is safe,\" Anna Berg said.",
     "direct | The bridge is safe, | Anna Berg | said |  | verb\n"},
    {"Anna Berg said, \"The bridge is safe.\"",
     "direct | The bridge is safe. | Anna Berg | said |  | verb\n"},
    {"\"The bridge is safe,\" said Anna Berg.",
     "direct | The bridge is safe, | Anna Berg | said |  | verb\n"},
    {"\"The bridge is safe,\" Anna Berg said, \"and it will stay open.\"",
     "direct | The bridge is safe, and it will stay open. | Anna Berg | said |  | verb\n"},
    /* the mark inside that closes with the outer one */
    {"\"Carl told me, 'The bridge is safe,'\" Anna Berg said.",
     "direct | Carl told me, 'The bridge is safe,' | Anna Berg | said |  | verb\n"},
    {"Anna Berg said: \"Carl told me, 'The bridge is safe.'\"",
     "direct | Carl told me, 'The bridge is safe.' | Anna Berg | said |  | verb\n"},
    {"\"Is the bridge safe?\" asked Anna Berg.",
     "direct | Is the bridge safe? | Anna Berg | asked |  | verb\n"},
    {"Anna Berg said that the bridge was safe.",
     "indirect | that the bridge was safe | Anna Berg | said |  | verb\n"},
    {"Anna Berg said the bridge was \"perfectly safe.\"",
     "mixed | the bridge was \"perfectly safe.\" | Anna Berg | said |  | verb\n"},
    {"Three men were killed in a crash, police said on Thursday.",
     "indirect | Three men were killed in a crash | police | said |  | verb\n"},
    {"The plant will close in May with the loss of 300 jobs, the company said on Friday.",
     "indirect | The plant will close in May with the loss of 300 jobs | company | said |  | "
     "verb\n"},
    {"The ferry had been late all winter, the captain told the court.",
     "indirect | The ferry had been late all winter | captain | told | the court | verb\n"},
    {"The lock was repaired in a week, Carl Poe added in a statement on Sunday.",
     "indirect | The lock was repaired in a week | Carl Poe | added in a statement on Sunday |  | "
     "verb\n"},
    /* "it" before a passive stands for nobody */
    {"\"It is not safe,\" said Oda Renn. \"We shall wait.\"\n\nIt was said that nobody knew.",
     "direct | It is not safe, We shall wait. | Oda Renn | said |  | verb\n"
     "indirect | that nobody knew |  | was said |  | none\n"},
    {"The bridge was safe, Anna Berg said.",
     "indirect | The bridge was safe | Anna Berg | said |  | verb\n"},
    {"“The bridge is safe,” Anna Berg told Radio Harbour's Morning Report.",
     "direct | The bridge is safe, | Anna Berg | told | Radio Harbour's Morning Report | verb\n"},
    {"“The bridge is safe,” Anna Berg told dpa.",
     "direct | The bridge is safe, | Anna Berg | told | dpa | verb\n"},
    {"Anna Berg told a media briefing that the bridge was safe.",
     "indirect | that the bridge was safe | Anna Berg | told | a media briefing | verb\n"},
    {"“The bridge is safe,” Anna Berg told mediapersons.",
     "direct | The bridge is safe, | Anna Berg | told | mediapersons | verb\n"},
    /* of two cues for the same words the nearer */
    {"When the counsel replied in the negative, Anna Berg said: “Is the bridge safe?”",
     "direct | Is the bridge safe? | Anna Berg | said |  | verb\n"},
    /* an unnamed source goes on */
    {"Carl Roth said that he was late.\n\nBut a trader, who was tired, insisted that the bridge "
     "was "
     "safe. “I have seen it,” he said.",
     "indirect | that he was late | Carl Roth | said |  | verb\n"
     "indirect | that the bridge was safe | trader | insisted |  | verb\n"
     "direct | I have seen it, | trader | said |  | verb\n"},
    /* who is told, or talked of, says nothing */
    {"Staff were told on Tuesday that the mill would shut by the end of March.",
     "indirect | that the mill would shut by the end of March |  | were told | Staff | none\n"},
    {"Anna Berg, who was late, is said to have laughed.",
     "indirect | Anna Berg, who was late to have laughed |  | is said |  | none\n"},
    /* "X." is no initial before a quotation */
    {"Anna Berg wrote on X. “The bridge is safe,” she said.",
     "direct | The bridge is safe, | Anna Berg | said |  | verb\n"},
    /* to somebody */
    {"Anna Berg told reporters Carl Poe had raised the matter twice.",
     "indirect | Carl Poe had raised the matter twice | Anna Berg | told | reporters | verb\n"},
    /* nobody listens */
    {"\"The bridge is safe,\" Anna Berg said to loud applause.",
     "direct | The bridge is safe, | Anna Berg | said |  | verb\n"},
    {"\"The bridge is safe,\" Anna Berg told a report.",
     "direct | The bridge is safe, | Anna Berg | told |  | verb\n"},
    {"Anna Berg told reporters that the bridge was safe.",
     "indirect | that the bridge was safe | Anna Berg | told | reporters | verb\n"},
    {"\"The bridge is safe,\" Anna Berg told reporters.",
     "direct | The bridge is safe, | Anna Berg | told | reporters | verb\n"},
    /* the source behind what was said, to somebody, on a day */
    {"The ferry will stay in port, Captain Oda Renn told reporters on Monday.",
     "indirect | The ferry will stay in port | Oda Renn | told | reporters | verb\n"},
    /* of an utterance and another that it would report, the likelier */
    {"Anna Berg opened the meeting by announcing that the bridge was \"safe.\"",
     "mixed | that the bridge was \"safe.\" | Anna Berg | announcing |  | verb\n"},
    /* whoever is accused does not say it */
    {"Carl Poe, accused of stealing a boat, left the court.", ""},
    {"Anna Berg accused the council of waste.",
     "indirect | the council of waste | Anna Berg | accused |  | verb\n"},
    /* the agent of a passive does */
    {"The offer was rejected by Berlin.",
     "indirect | The offer | Berlin | was rejected |  | verb\n"},
    {"\"It is over,\" she was told by the doctor.",
     "direct | It is over, | doctor | was told |  | verb\n"},
    {"Anna Berg was hailed by critics as \"a great talent\".",
     "mixed | Anna Berg as \"a great talent\" | critics | was hailed |  | verb\n"},
    {"Anna Berg said the bridge was designed by Carl Poe.",
     "indirect | the bridge was designed by Carl Poe | Anna Berg | said |  | verb\n"},
    {"\"You may go home now,\" they were told by police.",
     "direct | You may go home now, | police | were told |  | verb\n"},
    {"The bridge was described as \"unsafe\" by the report.",
     "mixed | The bridge as \"unsafe\" | report | was described |  | verb\n"},
    {"It is feared by fishermen that the harbour will close.",
     "indirect | that the harbour will close | fishermen | is feared |  | verb\n"},
    {"It has been widely reported by the Daily Echo that the bridge is unsafe.",
     "indirect | that the bridge is unsafe | Daily Echo | has been widely reported |  | verb\n"},
    /* whoever is quoted at second hand */
    {"The agency quoted Anna Berg as saying that the bridge was safe.",
     "indirect | that the bridge was safe | Anna Berg | quoted Anna Berg as saying |  | verb\n"},
    {"\"The bridge is safe,\" the agency quoted Anna Berg as saying.",
     "direct | The bridge is safe, | Anna Berg | quoted Anna Berg as saying |  | verb\n"},
    {"Anna Berg was quoted as saying the bridge was safe.",
     "indirect | the bridge was safe | Anna Berg | was quoted as saying |  | verb\n"},
    {"Anna Berg was cited by the Daily Echo as saying the bridge was safe.",
     "indirect | the bridge was safe | Anna Berg | was cited by the Daily Echo as saying |  | "
     "verb\n"},
    {"The mayor of Brack was quoted as saying that the bridge was safe.",
     "indirect | that the bridge was safe | mayor of Brack | was quoted as saying |  | verb\n"},
    /* a letter is no agent */
    {"\"It is safe,\" she was told by letter.",
     "direct | It is safe, |  | was told | she | none\n"},
    /* what comes between the cue and what is reported */
    {"Anna Berg said some hours after the storm that the bridge was safe.",
     "indirect | that the bridge was safe | Anna Berg | said |  | verb\n"},
    /* a word is reported once */
    {"Anna Berg said that Carl Poe denied the charge.",
     "indirect | that Carl Poe denied the charge | Anna Berg | said |  | verb\n"},
    {"Anna Berg said the bridge was safe, and Carl Poe said it was not.",
     "indirect | the bridge was safe | Anna Berg | said |  | verb\n"
     "indirect | it was not | Carl Poe | said |  | verb\n"},
    /* marks that are lost, turned or reopened */
    {"Anna Berg said,” The bridge is safe.”",
     "direct | The bridge is safe. | Anna Berg | said |  | verb\n"},
    {"The bridge is safe,” Anna Berg said.",
     "direct | The bridge is safe, | Anna Berg | said |  | verb\n"},
    {"Anna Berg said: \"The bridge is safe. \"It will stay open.\" She left.",
     "direct | The bridge is safe. It will stay open. | Anna Berg | said |  | verb\n"},
    /* other cues */
    {"The bridge was safe, according to Anna Berg.",
     "indirect | The bridge was safe | Anna Berg | according to |  | according-to\n"},
    {"According to Anna Berg, the bridge was safe.",
     "indirect | the bridge was safe | Anna Berg | According to |  | according-to\n"},
    {"Anna Berg: \"The bridge is safe.\"",
     "direct | The bridge is safe. | Anna Berg | : |  | colon\n"},
    /* auxiliaries: only a lone "had" is left out */
    {"Anna Berg has said that the bridge was safe.",
     "indirect | that the bridge was safe | Anna Berg | has said |  | verb\n"},
    {"Anna Berg had said that the bridge was safe.",
     "indirect | that the bridge was safe | Anna Berg | said |  | verb\n"},
    {"Anna Berg did not say that the bridge was safe.",
     "indirect | that the bridge was safe | Anna Berg | did not say |  | verb\n"},
    /* goes on */
    {"\"The bridge is safe,\" said Anna Berg. \"It will stay open.\"",
     "direct | The bridge is safe, It will stay open. | Anna Berg | said |  | verb\n"},
    {"\"The bridge is safe,\" said Anna Berg. \"It will stay open.\n\n\"We checked every bolt.\"\n",
     "direct | The bridge is safe, It will stay open. We checked every bolt. | Anna Berg | said |  "
     "| verb\n"},
    /* or goes on in the next paragraph, or line, without any */
    {"\"We began with nothing,\nand then the orders came,\" said Anna Berg.\n",
     "direct | We began with nothing,\nand then the orders came, | Anna Berg | said |  | verb\n"},
    {"\"We began with nothing.\n\nThen the orders came,\" said Anna Berg.\n",
     "direct | We began with nothing.\n\nThen the orders came, | Anna Berg | said |  | verb\n"},
    {"\"We began with nothing.\n\n\"Then the orders came.\n\n\"Now we are forty,\" said Anna "
     "Berg.\n",
     "direct | We began with nothing. Then the orders came. Now we are forty, | Anna Berg | said | "
     " "
     "| verb\n"},
    {"\"Nobody here wants rain,\" strike leader Joost Berg said.",
     "direct | Nobody here wants rain, | Joost Berg | said |  | verb\n"},
    /* when it was is no part of who */
    {"Acme Corp. today announced that the bridge was safe.",
     "indirect | that the bridge was safe | Acme Corp. | announced |  | verb\n"},
    {"Anna Berg yesterday told reporters that the bridge was safe.",
     "indirect | that the bridge was safe | Anna Berg | told | reporters | verb\n"},
    {"The union last week said that the bridge was safe.",
     "indirect | that the bridge was safe | union | said |  | verb\n"},
    {"The company Monday said that the bridge was safe.",
     "indirect | that the bridge was safe | company | said |  | verb\n"},
    /* pronouns, groups, bodies, documents */
    {"Anna Berg walked over the bridge on Monday.\n\n\"It is safe,\" she said.\n",
     "direct | It is safe, | Anna Berg | said |  | verb\n"},
    /* who is told of is meant, not the agent */
    {"Carl Poe was sacked by coach Joost Berg. \"I will be back,\" he said.",
     "direct | I will be back, | Carl Poe | said |  | verb\n"},
    /* a name that is a word of saying elsewhere */
    {"Omar Said is the brother of Yusuf Said, who crossed the bridge.", ""},
    {"Mr. Carl Poe opened the bridge on Monday. He said that it was safe.",
     "indirect | that it was safe | Carl Poe | said |  | verb\n"},
    {"Residents said that the bridge was loud.",
     "indirect | that the bridge was loud | Residents | said |  | verb\n"},
    {"The Transport Ministry said that the bridge was safe.",
     "indirect | that the bridge was safe | Transport Ministry | said |  | verb\n"},
    {"Experience shows that the bridge is safe.",
     "indirect | that the bridge is safe |  | shows |  | verb\n"},
    {"The report said that the bridge was safe.",
     "indirect | that the bridge was safe | report | said |  | verb\n"},
    /* transcripts */
    {"Q. Is the bridge safe?\nA. Yes, it is safe.\nQ. Will it stay open?\nA. It will.\n",
     "direct | Is the bridge safe? |  |  |  | label\n"
     "direct | Yes, it is safe. |  |  |  | label\n"
     "direct | Will it stay open? |  |  |  | label\n"
     "direct | It will. |  |  |  | label\n"},
    {"Q: Is the bridge safe?\nA: Yes, it is safe.\nQ: Will it stay open?\nA: It will.\n",
     "direct | Is the bridge safe? |  |  |  | label\n"
     "direct | Yes, it is safe. |  |  |  | label\n"
     "direct | Will it stay open? |  |  |  | label\n"
     "direct | It will. |  |  |  | label\n"},
    {"ANNA BERG: The bridge is safe.\n\nCARL POE: I doubt that very much.\n\n"
     "BERG: We checked every bolt.\n\nPOE: And what about the rails?\n",
     "direct | The bridge is safe. | Anna Berg |  |  | label\n"
     "direct | I doubt that very much. | Carl Poe |  |  | label\n"
     "direct | We checked every bolt. | Anna Berg |  |  | label\n"
     "direct | And what about the rails? | Carl Poe |  |  | label\n"},
    /* one label alone is no transcript, be it there twice */
    {"Note: The bridge is closed on Mondays.\n\nIt opens in May.\n\nNote: The tower is closed.\n",
     ""},
    /* a turn runs on over paragraphs without a label */
    {"ANNA BERG: The bridge is safe.\n\nWe checked it twice.\n\n(APPLAUSE)\n\nCARL POE: Why?\n\n"
     "ANNA BERG: It is old.\n",
     "direct | The bridge is safe.\n\nWe checked it twice. | Anna Berg |  |  | label\n"
     "direct | Why? | Carl Poe |  |  | label\n"
     "direct | It is old. | Anna Berg |  |  | label\n"},
    /* but not over many */
    {"ANNA BERG: It is safe.\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n\nCARL POE: Why?\n\n"
     "ANNA BERG: It is old.\n",
     "direct | It is safe. | Anna Berg |  |  | label\n"
     "direct | Why? | Carl Poe |  |  | label\n"
     "direct | It is old. | Anna Berg |  |  | label\n"},
    {"\"The bridge is safe,\" said Anna Berg.\n\n\"It will stay open.\"\n",
     "direct | The bridge is safe, It will stay open. | Anna Berg | said |  | verb\n"},
    {"\"The bridge is safe,\" Anna Berg told Carl Poe.",
     "direct | The bridge is safe, | Anna Berg | told | Carl Poe | verb\n"},
    {"Carl Poe built the bridge in May. Anna Berg bought it. \"It is loud,\" he said.",
     "direct | It is loud, | Carl Poe | said |  | verb\n"},
    {"Ms. Berg and Mr. Poe met on the bridge. \"It is loud,\" he said. \"It is safe,\" she said.",
     "direct | It is loud, | Poe | said |  | verb\n"
     "direct | It is safe, | Berg | said |  | verb\n"},
    {"A spokesman for the ministry said the bridge was safe.",
     "indirect | the bridge was safe | spokesman for the ministry | said |  | verb\n"},
    {"Two officials said that the bridge was safe.",
     "indirect | that the bridge was safe | Two officials | said |  | verb\n"},
    {"Anna Berg wrote in a letter that the bridge was safe.",
     "indirect | that the bridge was safe | Anna Berg | wrote in a letter |  | verb\n"},
    {"The mayor, Anna Berg, said the bridge was safe.",
     "indirect | the bridge was safe | Anna Berg | said |  | verb\n"},
    /* no cue in the sentence: a lead-in, somebody who acts, the speech before */
    {"Anna Berg walked over the bridge on Monday.\n\nCarl Poe was blunt:\n\n"
     "\"The bridge is not safe, and everybody knows it.\"\n",
     "direct | The bridge is not safe, and everybody knows it. | Carl Poe |  |  | context\n"},
    {"The inspectors met on Monday. Then Anna Berg began talking. "
     "\"We have checked every bolt of this bridge, and it is safe.\"\n",
     "direct | We have checked every bolt of this bridge, and it is safe. | Anna Berg |  |  | "
     "context\n"},
    {"Carl Poe said the bridge was loud.\n\nAnna Berg disagreed. "
     "\"We have checked every bolt of this bridge, and it is safe.\"\n",
     "indirect | the bridge was loud | Carl Poe | said |  | verb\n"
     "direct | We have checked every bolt of this bridge, and it is safe. | Anna Berg |  |  | "
     "context\n"},
    {"\"The bridge is loud,\" Carl Poe said.\n\nIn a letter to the council, Anna Berg wrote:\n\n"
     "\"We have checked every bolt of this bridge, and it is safe.\"\n",
     "direct | The bridge is loud, | Carl Poe | said |  | verb\n"
     "direct | We have checked every bolt of this bridge, and it is safe. | Anna Berg |  |  | "
     "context\n"},
    {"Carl Poe took to Twitter on Monday.\n\n\"The bridge shakes when a lorry comes! Sad!\"\n",
     "direct | The bridge shakes when a lorry comes! Sad! | Carl Poe |  |  | context\n"},
    {"\"The bridge is safe,\" Anna Berg said.\n\nBut Carl Poe said: \"It is loud, and it shakes.\""
     "\n\nBerg disagreed. \"It always did.\"\n",
     "direct | The bridge is safe, | Anna Berg | said |  | verb\n"
     "direct | It is loud, and it shakes. | Carl Poe | said |  | verb\n"
     "direct | It always did. | Anna Berg |  |  | context\n"},
    {"\"The bridge is safe,\" Anna Berg said. \"We have checked every bolt.\n\n"
     "\"We have painted the rails.\n\n\"And we have closed one lane.\"\n\nCarl Poe was not "
     "there.\n",
     "direct | The bridge is safe, We have checked every bolt. We have painted the rails. And we "
     "have closed one lane. | Anna Berg | said |  | verb\n"},
    /* conversation in turns */
    {"\"Is it safe?\" Anna Berg asked.\n\n\"As safe as houses,\" said Carl Poe.\n\n"
     "\"And the bolts?\"\n\n\"All of them.\"\n\n\"Good,\" said Berg.\n",
     "direct | Is it safe? | Anna Berg | asked |  | verb\n"
     "direct | As safe as houses, | Carl Poe | said |  | verb\n"
     "direct | And the bolts? | Anna Berg |  |  | conversation\n"
     "direct | All of them. | Carl Poe |  |  | conversation\n"
     "direct | Good, | Anna Berg | said |  | verb\n"},
    {"\"Mind the step,\" Anna Berg said.\n\n\"Which one?\" I asked.\n\n\"All of them.\"\n",
     "direct | Mind the step, | Anna Berg | said |  | verb\n"
     "direct | Which one? |  | asked |  | verb\n"
     "direct | All of them. | Anna Berg |  |  | conversation\n"},
    /* signed */
    {"\"We have checked every bolt of this bridge, and it is safe.\"\n\n- Anna Berg, engineer\n\n"
     "\"It is loud, and it shakes when a lorry comes.\"\n\n- Carl Poe, resident\n",
     "direct | We have checked every bolt of this bridge, and it is safe. | Anna Berg |  |  | "
     "context\n"
     "direct | It is loud, and it shakes when a lorry comes. | Carl Poe |  |  | context\n"},
    {"\"My father said, 'Never build on sand,' and he was right,\" Anna Berg said.\n",
     "direct | My father said, 'Never build on sand,' and he was right, | Anna Berg | said |  | "
     "verb\n"},
    {"The band plays rock 'n' roll on the bridge. \"We love rock 'n' roll,\" said Anna Berg.\n",
     "direct | We love rock 'n' roll, | Anna Berg | said |  | verb\n"},
    {"Bill \"Lefty\" Moran and Anna \"the Hammer\" Berg built the \"Singing Bridge\" in a "
     "\"record\" time. The film \"Bridges of Salt\" and the song \"Over the River\" tell of it.\n",
     ""},
    {"The so-called \"experts\" never came to the \"grand opening\" of the bridge.\n", ""},
};

static size_t print_slice(char *out, size_t length, newsext_slice slice) {
  return length + (size_t)snprintf(out + length, ROWS_BYTES - length, "%.*s", (int)slice.length,
                                   slice.bytes ? slice.bytes : "");
}

static newsext_slice slice_of(const newsext_document *document, newsext_span span) {
  const newsext_slice text = newsext_document_text(document);
  return (newsext_slice){span.length ? text.bytes + span.start : NULL, span.length};
}

static size_t print_quote(char *out, size_t length, const newsext_document *document,
                          const newsext_quotes *list, const newsext_quote *quote) {
  static const newsext_slice bar = {" | ", 3}, line_end = {"\n", 1};
  const char *type = newsext_type_name(quote->type), *rule = newsext_rule_name(quote->rule);
  const newsext_slice columns[] = {
      {type, (uint32_t)strlen(type)},
      quote->text,
      quote->speaker < 0 ? (newsext_slice){NULL, 0} : list->speakers[quote->speaker].name,
      slice_of(document, quote->cue),
      slice_of(document, quote->addressee),
      {rule, rule ? (uint32_t)strlen(rule) : 0},
  };
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
    length = i ? print_slice(out, length, bar) : length;
    length = print_slice(out, length, columns[i]);
  }
  return print_slice(out, length, line_end);
}

static void read_rows(const char *text, char *out) {
  helper_memory memory;
  newsext_engine *engine;
  newsext_document *document;
  const newsext_quotes *list;
  size_t length = 0;
  helper_memory_open(&memory, 0);
  assert_int_equal(newsext_engine_create(&memory.allocator, &engine), NEWSEXT_OK);
  assert_int_equal(
      newsext_document_create(engine, &memory.allocator, NULL, text, strlen(text), &document),
      NEWSEXT_OK);
  assert_int_equal(newsext_document_quotes(document, &list), NEWSEXT_OK);
  out[0] = 0;
  for (uint32_t i = 0; i < list->quote_count && length < ROWS_BYTES / 2; i++) {
    length = print_quote(out, length, document, list, &list->quotes[i]);
  }
  newsext_document_destroy(document);
  newsext_engine_destroy(engine);
  assert_int_equal(memory.blocks, 0);
}

static void test_articles(void **state) {
  size_t wrong = 0;
  (void)state;
  for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
    char found[ROWS_BYTES];
    read_rows(articles[i].text, found);
    if (strcmp(found, articles[i].rows) != 0) {
      print_error("%s\n%s, not\n%s\n", articles[i].text, found, articles[i].rows);
      wrong++;
    }
  }
  assert_int_equal(wrong, 0);
}

/* ---- The same text otherwise written --------------------------------------------------- */

/* ( and ) stand for the marks. */
static const char plain[] = "(The bridge is safe,) said Anna Berg. (It will stay open.)\n"
                            "\n"
                            "Carl Poe told reporters that the bridge was loud.\n"
                            "\n"
                            "(We live next to it,) he said, (and nobody can sleep.)\n";

static const char plain_rows[] =
    "direct | The bridge is safe, It will stay open. | Anna Berg | said |  | verb\n"
    "indirect | that the bridge was loud | Carl Poe | told | reporters | verb\n"
    "direct | We live next to it, and nobody can sleep. | Carl Poe | said |  | verb\n";

typedef struct writing {
  const char *open, *close, *blank, *line_end;
} writing;

static const writing writings[] = {
    {"\"", "\"", " ", "\n"},
    {"\xE2\x80\x9C", "\xE2\x80\x9D", " ", "\n"},
    {"'", "'", " ", "\n"},
    {"\xE2\x80\x98", "\xE2\x80\x99", " ", "\n"},
    {"''", "''", " ", "\n"},
    {"``", "''", " ", "\n"},
    {"\xC2\xAB", "\xC2\xBB", " ", "\n"},
    {"\xE2\x80\x9E", "\xE2\x80\x9C", " ", "\n"},
    {"\"", "\"", " ", "\r\n"},
    {"\"", "\"", " ", "\r"},
    {"\"", "\"", "\xC2\xA0", "\n"},
    {"\xE2\x80\x9C", "\xE2\x80\x9D", "  ", "\r\n"},
};

static void write_as(const writing *w, char *out) {
  *out = 0;
  for (const char *p = plain; *p; p++) {
    const char one[2] = {*p, 0};
    strcat(out, *p == '('    ? w->open
                : *p == ')'  ? w->close
                : *p == ' '  ? w->blank
                : *p == '\n' ? w->line_end
                             : one);
  }
}

/* Quotes keep the text's own blanks: here each run of them becomes one. */
static void fold_blanks(char *text) {
  char *out = text;
  for (const char *p = text; *p; p++) {
    const int wide = strncmp(p, "\xC2\xA0", 2) == 0;
    p += wide;
    if (!(wide || *p == ' ') || (out > text && out[-1] != ' ')) {
      *out++ = wide ? ' ' : *p;
    }
  }
  *out = 0;
}

static void test_writings(void **state) {
  size_t wrong = 0;
  (void)state;
  for (size_t i = 0; i < sizeof writings / sizeof *writings; i++) {
    char text[4 * sizeof plain], found[ROWS_BYTES];
    char expected[sizeof plain_rows];
    write_as(&writings[i], text);
    read_rows(text, found);
    fold_blanks(found);
    memcpy(expected, plain_rows, sizeof plain_rows);
    fold_blanks(expected);
    if (strcmp(found, expected) != 0) {
      print_error("%s\n%s, not\n%s\n", text, found, expected);
      wrong++;
    }
  }
  assert_int_equal(wrong, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_articles),
      cmocka_unit_test(test_writings),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
