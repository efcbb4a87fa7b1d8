/* Records what a program writes to files of one folder, for test_power.py.
 *
 * Built as a shared library and loaded with LD_PRELOAD. Every record in the log is
 *     operation (1 byte) | descriptor (4) | offset (8) | length (4) | bytes
 * with the operations O open (the path), W write, T truncate, S sync, D sync of a folder,
 * U unlink (the path) and A acknowledge (a text that the program gives).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DESCRIPTORS = 4096, NOT_WATCHED = 0, A_FILE = 1, A_FOLDER = 2 };

static int log_descriptor = -2;
static char folder[4096];
static char kind_of[DESCRIPTORS];
static off_t position_of[DESCRIPTORS];
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) \
    static __typeof__(&name) real; \
    if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static void start(void) {
    if (log_descriptor != -2) return;
    const char *log = getenv("RECORD_LOG"), *watched = getenv("RECORD_FOLDER");
    log_descriptor = -1;
    if (!log || !watched) return;
    strncpy(folder, watched, sizeof folder - 1);
    int (*open_file)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
    log_descriptor = open_file(log, O_WRONLY | O_CREAT | O_APPEND, 0644);
}

static void record(char operation, uint32_t descriptor, uint64_t offset, uint32_t length, const void *bytes) {
    if (log_descriptor < 0) return;
    ssize_t (*write_file)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    char *entry = malloc(17 + length);
    entry[0] = operation;
    memcpy(entry + 1, &descriptor, 4);
    memcpy(entry + 5, &offset, 8);
    memcpy(entry + 13, &length, 4);
    if (length) memcpy(entry + 17, bytes, length);
    pthread_mutex_lock(&one_at_a_time);
    if (write_file(log_descriptor, entry, 17 + length) < 0) abort();
    pthread_mutex_unlock(&one_at_a_time);
    free(entry);
}

static int watched(int descriptor) {
    return descriptor >= 0 && descriptor < DESCRIPTORS && kind_of[descriptor] != NOT_WATCHED;
}

static void opened(int descriptor) {
    char link[64], path[4096];
    struct stat status;
    start();
    if (descriptor < 0 || descriptor >= DESCRIPTORS || log_descriptor < 0) return;
    kind_of[descriptor] = NOT_WATCHED;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return;
    path[length] = 0;
    /* Shared memory beside a database is no disk. */
    if (strncmp(path, folder, strlen(folder)) || strstr(path, "-shm")) return;
    if (fstat(descriptor, &status)) return;
    kind_of[descriptor] = S_ISDIR(status.st_mode) ? A_FOLDER : A_FILE;
    position_of[descriptor] = 0;
    record('O', descriptor, kind_of[descriptor], strlen(path), path);
}

#define OPENS(name) \
    int name(const char *path, int flags, ...) { \
        REAL(name); \
        va_list rest; \
        va_start(rest, flags); \
        int mode = va_arg(rest, int); \
        va_end(rest); \
        int descriptor = real(path, flags, mode); \
        opened(descriptor); \
        return descriptor; \
    }
OPENS(open)
OPENS(open64)

int openat(int at, const char *path, int flags, ...) {
    REAL(openat);
    va_list rest;
    va_start(rest, flags);
    int mode = va_arg(rest, int);
    va_end(rest);
    int descriptor = real(at, path, flags, mode);
    opened(descriptor);
    return descriptor;
}

#define WRITES_AT(name, offset_type) \
    ssize_t name(int descriptor, const void *bytes, size_t length, offset_type offset) { \
        REAL(name); \
        ssize_t written = real(descriptor, bytes, length, offset); \
        if (written > 0 && watched(descriptor)) record('W', descriptor, offset, written, bytes); \
        return written; \
    }
WRITES_AT(pwrite, off_t)
WRITES_AT(pwrite64, off64_t)

#define SEEKS(name, offset_type) \
    offset_type name(int descriptor, offset_type offset, int whence) { \
        REAL(name); \
        offset_type position = real(descriptor, offset, whence); \
        if (watched(descriptor) && position >= 0) position_of[descriptor] = position; \
        return position; \
    }
SEEKS(lseek, off_t)
SEEKS(lseek64, off64_t)

ssize_t write(int descriptor, const void *bytes, size_t length) {
    REAL(write);
    ssize_t written = real(descriptor, bytes, length);
    if (written > 0 && watched(descriptor)) {
        record('W', descriptor, position_of[descriptor], written, bytes);
        position_of[descriptor] += written;
    }
    return written;
}

#define TRUNCATES(name, offset_type) \
    int name(int descriptor, offset_type length) { \
        REAL(name); \
        int failed = real(descriptor, length); \
        if (!failed && watched(descriptor)) record('T', descriptor, length, 0, NULL); \
        return failed; \
    }
TRUNCATES(ftruncate, off_t)
TRUNCATES(ftruncate64, off64_t)

#define SYNCS(name) \
    int name(int descriptor) { \
        REAL(name); \
        int failed = real(descriptor); \
        if (watched(descriptor)) record(kind_of[descriptor] == A_FOLDER ? 'D' : 'S', descriptor, 0, 0, NULL); \
        return failed; \
    }
SYNCS(fsync)
SYNCS(fdatasync)

int unlink(const char *path) {
    REAL(unlink);
    char whole[4096];
    start();
    char *known = realpath(path, whole);
    int failed = real(path);
    if (!failed && known && !strncmp(known, folder, strlen(folder))) record('U', 0, 0, strlen(known), known);
    return failed;
}

int close(int descriptor) {
    REAL(close);
    if (descriptor >= 0 && descriptor < DESCRIPTORS) kind_of[descriptor] = NOT_WATCHED;
    return real(descriptor);
}

void acknowledge(const char *text) {
    start();
    record('A', 0, 0, strlen(text), text);
}
