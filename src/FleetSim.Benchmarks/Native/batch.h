/* Eight units that are asked in turn, each its stream of requests of which its IOTLB answers 90 %: those of BareUnits
 * and BatchStream in FleetSim.Benchmarks. */
#include "create.h"

enum { UNITS = 8, STREAM = 16384, HALF = SETS_4K / 2, HOT_PAGES = 512, COLD_PAGES = 4096, COLD_STEP = 12345 };

struct batches { struct unit *units[UNITS]; struct request *requests[UNITS]; struct result *results[UNITS]; int size; };

static uint64_t page_of(int number, int first_set)
{
    return (uint64_t)(number / HALF * SETS_4K + first_set + number % HALF);
}

static struct request *mixed_stream(void)
{
    struct request *requests = calloc(STREAM, sizeof *requests);
    uint64_t state = 1;
    int cold = 0;
    for (int i = 0; i < STREAM; i++) {
        requests[i] = next_request(&state, 12, HOT_PAGES);
        int is_hot = (state >> 40) % 10 != 0;
        uint64_t page = is_hot ? page_of((int)(requests[i].iova >> 12), 0) : page_of(cold, HALF);
        cold = is_hot ? cold : (cold + COLD_STEP) % COLD_PAGES;
        requests[i].iova = page << 12 | (requests[i].iova & 0xfff);
    }
    return requests;
}

static struct batches *create_batches(int size)
{
    struct batches *batches = calloc(1, sizeof *batches);
    batches->size = size;
    for (int i = 0; i < UNITS; i++) {
        batches->units[i] = create(4, 12, 0);
        struct piece pages = { 0, (1ULL << 40) + 0x1000, 2ULL * COLD_PAGES << 12 };
        map_into(&batches->units[i]->memory, batches->units[i]->root, 4, 3, pages);
        batches->requests[i] = mixed_stream();
        batches->results[i] = calloc(STREAM, sizeof *batches->results[i]);
    }
    return batches;
}

static uint64_t translate_batches(struct batches *batches)
{
    uint64_t hits = 0;
    for (int at = 0; at < STREAM; at += batches->size)
        for (int i = 0; i < UNITS; i++)
            hits += (uint64_t)translate(
                batches->units[i], batches->requests[i] + at, batches->results[i] + at, batches->size).hits;
    return hits;
}
