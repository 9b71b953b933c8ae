/* Memory for tables and what is mapped in them, as a C programmer writes it. Structures, checks and order of accesses
 * are those of PhysicalMemory, TableFrames and SecondStageTable in FleetSim.Model. */
#include "unit.h"
#include <stdlib.h>
#include <string.h>

enum { FRAMES_PER_CHUNK = 1 << (CHUNK_SHIFT - 12), ALL_USED = 0xffff };

struct piece { uint64_t iova, hpa, size; };
struct frame_list { uint64_t *frames; size_t count, room; };

/* Stands for every piece of the window that has no memory; only ever read. */
static uint64_t nothing[WORDS_PER_CHUNK];

static void write_word(struct memory *memory, uint64_t address, uint64_t word)
{
    uint64_t offset = address - WINDOW_BASE;
    if (offset >= memory->window_size || memory->window[offset >> CHUNK_SHIFT] == nothing)
        abort();
    memory->window[offset >> CHUNK_SHIFT][(offset >> 3) & (WORDS_PER_CHUNK - 1)] = word;
}

static uint64_t open_page(struct memory *memory, int chunk, int page)
{
    int chunks = (int)(memory->window_size >> CHUNK_SHIFT);
    if (chunk >= chunks) {
        int more = chunks * 2 > chunk + 1 ? chunks * 2 : chunk + 1;
        memory->window = realloc(memory->window, (size_t)more * sizeof *memory->window);
        for (int i = chunks; i < more; i++)
            memory->window[i] = nothing;
        memory->window_size = (uint64_t)more << CHUNK_SHIFT;
    }
    if (memory->window[chunk] == nothing)
        memory->window[chunk] = calloc(WORDS_PER_CHUNK, sizeof **memory->window);
    else
        memset(memory->window[chunk] + page * 512, 0, 4096);
    return WINDOW_BASE + ((uint64_t)chunk << CHUNK_SHIFT) + ((uint64_t)page << 12);
}

static uint64_t take_frame(struct memory *memory)
{
    while (memory->lowest < memory->chunks && memory->used[memory->lowest] == ALL_USED)
        memory->lowest++;
    if (memory->lowest == memory->chunks) {
        int more = memory->chunks == 0 ? 1 : memory->chunks * 2;
        size_t entries = (size_t)more * FRAMES_PER_CHUNK, old = (size_t)memory->chunks * FRAMES_PER_CHUNK;
        memory->used = realloc(memory->used, (size_t)more * sizeof *memory->used);
        memory->entries = realloc(memory->entries, entries * sizeof *memory->entries);
        memset(memory->used + memory->chunks, 0, (size_t)(more - memory->chunks) * sizeof *memory->used);
        memset(memory->entries + old, 0, (entries - old) * sizeof *memory->entries);
        memory->chunks = more;
    }
    int page = __builtin_ctz(~(unsigned)memory->used[memory->lowest]);
    memory->used[memory->lowest] |= (uint16_t)(1 << page);
    memory->in_use++;
    return open_page(memory, memory->lowest, page);
}

static inline uint16_t *entries_of(struct memory *memory, uint64_t frame)
{
    return &memory->entries[(frame - WINDOW_BASE) >> 12];
}

static void return_frame(struct memory *memory, uint64_t frame)
{
    int number = (int)((frame - WINDOW_BASE) >> 12);
    int chunk = number / FRAMES_PER_CHUNK, page = number % FRAMES_PER_CHUNK;
    if (!(memory->used[chunk] & 1 << page))
        abort();
    memory->entries[number] = 0;
    memory->used[chunk] &= (uint16_t)~(1 << page);
    memory->lowest = chunk < memory->lowest ? chunk : memory->lowest;
    memory->in_use--;
    if (memory->used[chunk] == 0) {
        free(memory->window[chunk]);
        memory->window[chunk] = nothing;
    }
}

static uint64_t entry_address(uint64_t table, int level, uint64_t iova)
{
    return table + (((iova >> shift_of(level)) & 511) << 3);
}

static inline uint64_t read_entry(struct memory *memory, uint64_t address)
{
    uint64_t entry;
    if (!try_read(memory, address, &entry))
        abort();
    return entry;
}

static inline void put_entry(struct memory *memory, uint64_t table, uint64_t address, uint64_t entry)
{
    write_word(memory, address, entry);
    ++*entries_of(memory, table);
}

static inline void clear_entry(struct memory *memory, uint64_t table, uint64_t address)
{
    write_word(memory, address, 0);
    --*entries_of(memory, table);
}

static inline int is_present(uint64_t entry) { return (entry & (READ | WRITE)) != 0; }

static inline int is_leaf(uint64_t entry, int level) { return level == 1 || (entry >> PAGE_SIZE_BIT & 1); }

/* By the largest pages that fit; returns how many bytes are mapped, fewer where something was in the way. */
static uint64_t map_into(struct memory *memory, uint64_t table, int level, int leaf_level_max, struct piece piece)
{
    uint64_t span = 1ULL << shift_of(level), mapped = 0;
    while (mapped < piece.size) {
        uint64_t iova = piece.iova + mapped, hpa = piece.hpa + mapped, left = piece.size - mapped;
        uint64_t address = entry_address(table, level, iova), entry = read_entry(memory, address);
        if (level <= leaf_level_max && !((iova | hpa) & (span - 1)) && left >= span && !is_present(entry)) {
            uint64_t size = level > 1 ? 1 << PAGE_SIZE_BIT : 0;
            put_entry(memory, table, address, hpa | READ | WRITE | size);
            mapped += span;
            continue;
        }
        if (is_present(entry) && is_leaf(entry, level))
            return mapped;
        if (!is_present(entry)) {
            entry = take_frame(memory) | READ | WRITE;
            put_entry(memory, table, address, entry);
        }
        uint64_t in_span = span - (iova & (span - 1));
        in_span = left < in_span ? left : in_span;
        struct piece lower = { iova, hpa, in_span };
        uint64_t done = map_into(memory, entry & ADDRESS_BITS, level - 1, leaf_level_max, lower);
        mapped += done;
        if (done < in_span)
            return mapped;
    }
    return mapped;
}

static void list_frame(struct frame_list *list, uint64_t frame)
{
    if (list->count == list->room) {
        list->room = list->room == 0 ? 4 : list->room * 2;
        list->frames = realloc(list->frames, list->room * sizeof *list->frames);
    }
    list->frames[list->count++] = frame;
}

/* Whole leaves only: nothing that is measured unmaps a part of one. Tables that are empty now come into the list. */
static uint64_t unmap_from(
    struct memory *memory, uint64_t table, int level, uint64_t first, uint64_t last, struct frame_list *tables)
{
    uint64_t bytes = 0, mask = (1ULL << shift_of(level)) - 1;
    for (uint64_t from = first;; from = (from | mask) + 1) {
        uint64_t to = (from | mask) < last ? from | mask : last;
        uint64_t address = entry_address(table, level, from), entry = read_entry(memory, address);
        if (is_present(entry)) {
            if (is_leaf(entry, level)) {
                if ((from & mask) != 0 || (to & mask) != mask)
                    abort();
                clear_entry(memory, table, address);
                bytes += mask + 1;
            } else {
                uint64_t lower = entry & ADDRESS_BITS;
                bytes += unmap_from(memory, lower, level - 1, from, to, tables);
                if (*entries_of(memory, lower) == 0) {
                    clear_entry(memory, table, address);
                    list_frame(tables, lower);
                }
            }
        }
        if (to == last)
            return bytes;
    }
}

/* Unmaps a range and gives the tables back that are empty then. */
static uint64_t unmap(struct memory *memory, uint64_t root, int levels, uint64_t iova, uint64_t size)
{
    struct frame_list tables = { 0 };
    uint64_t bytes = unmap_from(memory, root, levels, iova, iova + (size - 1), &tables);
    for (size_t i = 0; i < tables.count; i++)
        return_frame(memory, tables.frames[i]);
    free(tables.frames);
    return bytes;
}
