/* page.h: what a page says of its article: headline, byline, place, times,
** captions and credits; and the dateline that a reader would name.
*/
#ifndef NE_PAGE_H
#define NE_PAGE_H

#include "line.h"
#include "pattern.h"

/* Reads the article off the labelled lines; trouble goes to the arena's status. wire is
** what ne_dateline_find found. */
void ne_article_read(ne_arena *, const ne_patterns *, const ne_lexicon *, const ne_text *,
                     const ne_tokens *, const ne_lines *, const newsext_dateline *wire,
                     newsext_article *);

/* The wire's dateline, else the page's own line of place and time; 0 where there
** is neither. base, the day on which the article appeared, may be NULL: with it,
** or with the page's own date, a dateline's day gets its year. */
int ne_dateline_read(const ne_text *, const ne_tokens *, const ne_lines *,
                     const newsext_dateline *wire, const newsext_article *,
                     const newsext_date *base, newsext_dateline *);

#endif
