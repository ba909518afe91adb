/* weights.h: the trained weights, embedded from ext/model/en.weights. */
#ifndef NE_WEIGHTS_H
#define NE_WEIGHTS_H

#include <stddef.h>

extern const unsigned char ne_weights_en[];
extern const size_t ne_weights_en_size;
extern const char ne_weights_en_sum[]; /* a checksum in hexadecimal */

#endif
