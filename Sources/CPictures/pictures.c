#include "CPictures.h"
#include <libexif/exif-data.h>
#include <limits.h>
#include <png.h>
#include <string.h>
#include <turbojpeg.h>
#include <webp/decode.h>

// MARK: PNG
// libpng's simplified interface catches its own jumps, and has limits of its own for what stands around the pixels.

static png_uint_32 png_format(uint32_t channels) {
    static const png_uint_32 formats[] = {PNG_FORMAT_GRAY, PNG_FORMAT_GA, PNG_FORMAT_RGB, PNG_FORMAT_RGBA};
    return formats[channels - 1];
}

bool countersign_png_header(const uint8_t *bytes, size_t count, countersign_picture *found) {
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_memory(&image, bytes, count)) return false;
    bool has_color = image.format & PNG_FORMAT_FLAG_COLOR, has_alpha = image.format & PNG_FORMAT_FLAG_ALPHA;
    *found = (countersign_picture){
        .width = image.width, .height = image.height, .channels = (has_color ? 3 : 1) + (has_alpha ? 1 : 0)};
    png_image_free(&image);
    return true;
}

typedef struct {
    const uint8_t *next;
    size_t left;
    // Something was made up.
    bool has_warned;
} png_source;

static void png_take(png_structp png, png_bytep target, size_t count) {
    png_source *source = png_get_io_ptr(png);
    if (count > source->left) png_error(png, "cut off");
    memcpy(target, source->next, count);
    source->next += count;
    source->left -= count;
}

static void png_fail(png_structp png, png_const_charp message) { png_longjmp(png, 1); }

static void png_warn(png_structp png, png_const_charp message) {
    ((png_source *)png_get_error_ptr(png))->has_warned = true;
}

// As libpng's simplified interface does it, which has no rows.
static bool png_prepare(png_structp png, png_infop info, uint32_t channels) {
    static const png_byte color_chunks[] = "cHRM\0gAMA\0iCCP\0sBIT\0sRGB";
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_AS_DEFAULT, color_chunks, (int)(sizeof color_chunks / 5));
    png_set_benign_errors(png, 1);
    png_read_info(png, info);
    if (png_get_interlace_type(png, info) != PNG_INTERLACE_NONE) return false;
    png_set_expand(png);
    // The first says what a file without gamma has, the second what is wanted.
    bool is_linear = png_get_bit_depth(png, info) == 16;
    png_set_alpha_mode_fixed(png, PNG_ALPHA_PNG, is_linear ? PNG_GAMMA_LINEAR : PNG_DEFAULT_sRGB);
    png_set_alpha_mode_fixed(png, PNG_ALPHA_PNG, PNG_DEFAULT_sRGB);
    png_set_scale_16(png);
    png_read_update_info(png, info);
    return png_get_rowbytes(png, info) == (size_t)png_get_image_width(png, info) * channels;
}

bool countersign_png_rows(
    const uint8_t *bytes, size_t count, uint32_t channels,
    void (*take)(void *context, const uint8_t *row), void *context) {
    png_source source = {.next = bytes, .left = count};
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &source, png_fail, png_warn);
    if (png == NULL) return false;
    png_infop info = png_create_info_struct(png);
    uint8_t *volatile row = NULL;
    volatile bool is_read = false;
    if (info != NULL && setjmp(png_jmpbuf(png)) == 0) {
        png_set_read_fn(png, &source, png_take);
        if (png_prepare(png, info, channels)) {
            row = png_malloc(png, png_get_rowbytes(png, info));
            for (uint32_t left = png_get_image_height(png, info); left > 0; left--) {
                png_read_row(png, row, NULL);
                take(context, row);
            }
            is_read = true;
        }
    }
    png_free(png, row);
    png_destroy_read_struct(&png, &info, NULL);
    return is_read && !source.has_warned;
}

size_t countersign_png_encode(
    const uint8_t *pixels, uint32_t width, uint32_t height, uint32_t channels, uint8_t *written, size_t capacity) {
    png_image image = {.version = PNG_IMAGE_VERSION, .width = width, .height = height, .format = png_format(channels),
        // A third of the time, for a few per cent more bytes.
        .flags = PNG_IMAGE_FLAG_FAST};
    png_alloc_size_t size = capacity;
    bool is_written = png_image_write_to_memory(&image, written, &size, 0, pixels, 0, NULL);
    png_image_free(&image);
    return is_written && size <= capacity ? size : 0;
}

// MARK: JPEG

// Exact arithmetic, so that the same picture gives the same bytes; no file of thousands of passes over the same pixels.
static const int decoding = TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS | TJFLAG_STOPONWARNING;

static int pixel_format(uint32_t channels) { return channels == 1 ? TJPF_GRAY : TJPF_RGB; }

bool countersign_jpeg_header(const uint8_t *bytes, size_t count, countersign_picture *found) {
    tjhandle decoder = tjInitDecompress();
    if (decoder == NULL) return false;
    int width = 0, height = 0, subsampling = 0, colors = 0;
    bool is_read = tjDecompressHeader3(decoder, bytes, count, &width, &height, &subsampling, &colors) == 0;
    tjDestroy(decoder);
    if (!is_read || width <= 0 || height <= 0) return false;
    bool is_decoded = colors == TJCS_RGB || colors == TJCS_YCbCr || colors == TJCS_GRAY;
    *found = (countersign_picture){
        .width = width, .height = height, .channels = !is_decoded ? 0 : colors == TJCS_GRAY ? 1 : 3};
    return true;
}

void countersign_jpeg_scaled(uint32_t *width, uint32_t *height, uint32_t least_width) {
    int count = 0;
    const tjscalingfactor *factors = tjGetScalingFactors(&count);
    uint32_t best_width = *width, best_height = *height;
    for (int index = 0; factors != NULL && index < count; index++) {
        uint32_t scaled = TJSCALED((int)*width, factors[index]);
        if (scaled < least_width || scaled >= best_width) continue;
        best_width = scaled;
        best_height = TJSCALED((int)*height, factors[index]);
    }
    *width = best_width;
    *height = best_height;
}

bool countersign_jpeg_decode(
    const uint8_t *bytes, size_t count, uint32_t width, uint32_t height, uint32_t channels, uint8_t *pixels) {
    tjhandle decoder = tjInitDecompress();
    if (decoder == NULL) return false;
    bool is_read =
        tjDecompress2(decoder, bytes, count, pixels, width, 0, height, pixel_format(channels), decoding) == 0;
    tjDestroy(decoder);
    return is_read;
}

size_t countersign_jpeg_encode(
    const uint8_t *pixels, uint32_t width, uint32_t height, uint32_t channels, uint8_t *written, size_t capacity) {
    int subsampling = channels == 1 ? TJSAMP_GRAY : TJSAMP_420;
    tjhandle encoder = tjInitCompress();
    if (encoder == NULL) return 0;
    // It asks for room for the worst noise, so it makes its own, as large as needed.
    unsigned char *made = NULL;
    unsigned long size = 0;
    bool is_written = tjCompress2(
                          encoder, pixels, width, 0, height, pixel_format(channels), &made, &size, subsampling, 82,
                          TJFLAG_ACCURATEDCT) == 0 && size <= capacity;
    if (is_written) memcpy(written, made, size);
    tjFree(made);
    tjDestroy(encoder);
    return is_written ? size : 0;
}

unsigned countersign_jpeg_orientation(const uint8_t *bytes, size_t count) {
    if (count > UINT_MAX) return 1;
    ExifData *data = exif_data_new_from_data(bytes, (unsigned)count);
    if (data == NULL) return 1;
    unsigned orientation = 1;
    ExifEntry *entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
    if (entry != NULL && entry->format == EXIF_FORMAT_SHORT && entry->data != NULL && entry->size >= 2) {
        orientation = exif_get_short(entry->data, exif_data_get_byte_order(data));
    }
    exif_data_unref(data);
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

// MARK: WebP

bool countersign_webp_header(const uint8_t *bytes, size_t count, countersign_picture *found) {
    WebPBitstreamFeatures features;
    if (WebPGetFeatures(bytes, count, &features) != VP8_STATUS_OK) return false;
    if (features.width <= 0 || features.height <= 0) return false;
    *found = (countersign_picture){
        .width = features.width, .height = features.height, .channels = features.has_alpha ? 4 : 3,
        .is_animated = features.has_animation};
    return true;
}
