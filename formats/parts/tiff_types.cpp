// SPDX-License-Identifier: MIT

#include <algorithm>
#include <iterator>

#include <bview/formats/parts/tiff_types.hpp>

namespace bview {
namespace {

constexpr TiffType kTiffTypes[] = {
    {1, "byte", 1, PartKind::Array, "B", true},
    {2, "ascii", 1, PartKind::Text, ""},
    {3, "short", 2, PartKind::Array, "H", true},
    {4, "long", 4, PartKind::Array, "I", true},
    {5, "rational", 8, PartKind::Record, "I:numerator: I:denominator:"},
    {6, "sbyte", 1, PartKind::Array, "b"},
    {7, "undefined", 1, PartKind::Bytes, ""},
    {8, "sshort", 2, PartKind::Array, "h"},
    {9, "slong", 4, PartKind::Array, "i"},
    {10, "srational", 8, PartKind::Record, "i:numerator: i:denominator:"},
    {11, "float", 4, PartKind::Array, "f"},
    {12, "double", 8, PartKind::Array, "d"},
    {13, "ifd", 4, PartKind::Array, "I", true},
    {16, "long8", 8, PartKind::Array, "Q", true},
    {17, "slong8", 8, PartKind::Array, "q"},
    {18, "ifd8", 8, PartKind::Array, "Q", true},
};

struct TiffWord {
  std::int64_t number;
  std::string_view word;
};

constexpr TiffWord kTiffTagNames[] = {
    // Of a directory of Exif for other programs.
    {1, "InteroperabilityIndex"},
    {2, "InteroperabilityVersion"},
    {254, "NewSubfileType"},
    {255, "SubfileType"},
    {256, "ImageWidth"},
    {257, "ImageLength"},
    {258, "BitsPerSample"},
    {259, "Compression"},
    {262, "PhotometricInterpretation"},
    {263, "Threshholding"},
    {264, "CellWidth"},
    {265, "CellLength"},
    {266, "FillOrder"},
    {269, "DocumentName"},
    {270, "ImageDescription"},
    {271, "Make"},
    {272, "Model"},
    {273, "StripOffsets"},
    {274, "Orientation"},
    {277, "SamplesPerPixel"},
    {278, "RowsPerStrip"},
    {279, "StripByteCounts"},
    {280, "MinSampleValue"},
    {281, "MaxSampleValue"},
    {282, "XResolution"},
    {283, "YResolution"},
    {284, "PlanarConfiguration"},
    {285, "PageName"},
    {286, "XPosition"},
    {287, "YPosition"},
    {288, "FreeOffsets"},
    {289, "FreeByteCounts"},
    {290, "GrayResponseUnit"},
    {291, "GrayResponseCurve"},
    {292, "T4Options"},
    {293, "T6Options"},
    {296, "ResolutionUnit"},
    {297, "PageNumber"},
    {301, "TransferFunction"},
    {305, "Software"},
    {306, "DateTime"},
    {315, "Artist"},
    {316, "HostComputer"},
    {317, "Predictor"},
    {318, "WhitePoint"},
    {319, "PrimaryChromaticities"},
    {320, "ColorMap"},
    {321, "HalftoneHints"},
    {322, "TileWidth"},
    {323, "TileLength"},
    {324, "TileOffsets"},
    {325, "TileByteCounts"},
    {330, "SubIFDs"},
    {332, "InkSet"},
    {333, "InkNames"},
    {334, "NumberOfInks"},
    {336, "DotRange"},
    {337, "TargetPrinter"},
    {338, "ExtraSamples"},
    {339, "SampleFormat"},
    {340, "SMinSampleValue"},
    {341, "SMaxSampleValue"},
    {342, "TransferRange"},
    {347, "JPEGTables"},
    {513, "JPEGInterchangeFormat"},
    {514, "JPEGInterchangeFormatLength"},
    {529, "YCbCrCoefficients"},
    {530, "YCbCrSubSampling"},
    {531, "YCbCrPositioning"},
    {532, "ReferenceBlackWhite"},
    {700, "XMP"},
    {33432, "Copyright"},
    {33434, "ExposureTime"},
    {33437, "FNumber"},
    {33550, "ModelPixelScale"},
    {33723, "IPTC"},
    {33922, "ModelTiepoint"},
    {34264, "ModelTransformation"},
    {34377, "Photoshop"},
    {34665, "ExifIFD"},
    {34675, "ICCProfile"},
    {34735, "GeoKeyDirectory"},
    {34736, "GeoDoubleParams"},
    {34737, "GeoAsciiParams"},
    {34850, "ExposureProgram"},
    {34853, "GPSIFD"},
    {34855, "ISOSpeedRatings"},
    {36864, "ExifVersion"},
    {36867, "DateTimeOriginal"},
    {36868, "DateTimeDigitized"},
    {37121, "ComponentsConfiguration"},
    {37377, "ShutterSpeedValue"},
    {37378, "ApertureValue"},
    {37379, "BrightnessValue"},
    {37380, "ExposureBiasValue"},
    {37381, "MaxApertureValue"},
    {37383, "MeteringMode"},
    {37384, "LightSource"},
    {37385, "Flash"},
    {37386, "FocalLength"},
    {37500, "MakerNote"},
    {37510, "UserComment"},
    {40960, "FlashpixVersion"},
    {40961, "ColorSpace"},
    {40962, "PixelXDimension"},
    {40963, "PixelYDimension"},
    {40965, "InteroperabilityIFD"},
    {41986, "ExposureMode"},
    {41987, "WhiteBalance"},
    {41990, "SceneCaptureType"},
    {42036, "LensModel"},
    {42112, "GDALMetadata"},
    {42113, "GDALNoData"},
    {50706, "DNGVersion"},
};

constexpr TiffWord kGpsTagNames[] = {
    {0, "GPSVersionID"},        {1, "GPSLatitudeRef"},
    {2, "GPSLatitude"},         {3, "GPSLongitudeRef"},
    {4, "GPSLongitude"},        {5, "GPSAltitudeRef"},
    {6, "GPSAltitude"},         {7, "GPSTimeStamp"},
    {8, "GPSSatellites"},       {9, "GPSStatus"},
    {10, "GPSMeasureMode"},     {11, "GPSDOP"},
    {12, "GPSSpeedRef"},        {13, "GPSSpeed"},
    {14, "GPSTrackRef"},        {15, "GPSTrack"},
    {16, "GPSImgDirectionRef"}, {17, "GPSImgDirection"},
    {18, "GPSMapDatum"},        {27, "GPSProcessingMethod"},
    {28, "GPSAreaInformation"}, {29, "GPSDateStamp"},
    {30, "GPSDifferential"},
};

constexpr TiffBranch kTiffBranches[] = {
    {330, TiffTags::Picture, true},
    {34665, TiffTags::Picture, false},
    {34853, TiffTags::Gps, false},
    {40965, TiffTags::Picture, false},
};

constexpr TiffSample kTiffSamples[] = {
    {1, 8, 'B'},  {1, 16, 'H'}, {1, 32, 'I'}, {1, 64, 'Q'}, {2, 8, 'b'},   {2, 16, 'h'},
    {2, 32, 'i'}, {2, 64, 'q'}, {3, 16, 'e'}, {3, 32, 'f'}, {3, 64, 'd'},  {4, 8, 'B'},
    {4, 16, 'H'}, {4, 32, 'I'}, {4, 64, 'Q'}, {6, 64, 'F'}, {6, 128, 'D'},
};

constexpr TiffWord kTiffCompressions[] = {
    {2, "CCITT RLE"},   {3, "CCITT Group 3"}, {4, "CCITT Group 4"}, {5, "LZW"},
    {6, "old JPEG"},    {7, "JPEG"},          {8, "deflate"},       {32773, "PackBits"},
    {32946, "deflate"}, {34925, "LZMA"},      {50000, "zstd"},      {50001, "WebP"},
};

constexpr TiffWord kTiffPhotometrics[] = {
    {0, "white is 0"}, {1, "black is 0"}, {2, "RGB"},     {3, "palette"},
    {4, "mask"},       {5, "CMYK"},       {6, "YCbCr"},   {8, "CIELab"},
    {9, "ICCLab"},     {10, "ITULab"},    {32803, "CFA"}, {34892, "linear raw"},
};

/// The first row for which `fits` holds, or null.
template <class Row, std::size_t kRows, class Fits>
const Row* find_tiff_row(const Row (&rows)[kRows], const Fits& fits) {
  const auto* const found = std::find_if(std::begin(rows), std::end(rows), fits);
  return found == std::end(rows) ? nullptr : found;
}

template <std::size_t kRows>
std::string_view tiff_word(const TiffWord (&words)[kRows], std::int64_t number) {
  const TiffWord* const found =
      find_tiff_row(words, [&](const TiffWord& word) { return word.number == number; });
  return found == nullptr ? std::string_view() : found->word;
}

}  // namespace

std::span<const TiffType> tiff_types() { return kTiffTypes; }

const TiffType* find_tiff_type(std::int64_t number) {
  return find_tiff_row(kTiffTypes, [&](const TiffType& type) { return type.number == number; });
}

std::string_view tiff_tag_name(std::int64_t tag, TiffTags tags) {
  return tags == TiffTags::Gps ? tiff_word(kGpsTagNames, tag) : tiff_word(kTiffTagNames, tag);
}

const TiffBranch* find_tiff_branch(std::int64_t tag) {
  return find_tiff_row(kTiffBranches, [&](const TiffBranch& branch) { return branch.tag == tag; });
}

const TiffSample* find_tiff_sample(std::int64_t format, std::int64_t bits) {
  return find_tiff_row(kTiffSamples, [&](const TiffSample& sample) {
    return sample.format == format && sample.bits == bits;
  });
}

std::string_view tiff_compression(std::int64_t number) {
  return tiff_word(kTiffCompressions, number);
}

std::string_view tiff_photometric(std::int64_t number) {
  return tiff_word(kTiffPhotometrics, number);
}

}  // namespace bview
