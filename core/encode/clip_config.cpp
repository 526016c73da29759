#include "core/encode/clip_config.h"

#include <string>
#include <vector>

#include "core/encode/config_fields.h"

namespace nounscope {

namespace {

constexpr std::int64_t widest = 1 << 16, deepest = 1000, largestImage = 1 << 14, longestText = 1 << 16,
                       mostTokens = 1 << 24;

void checkHeads(const ConfigFields& fields, const char* name, const TransformerShape& shape) {
    if (shape.width % shape.heads != 0)
        fields.fail(name, "the width, " + std::to_string(shape.width) + ", cannot be split evenly among " +
                              std::to_string(shape.heads) + " heads");
}

void checkPatches(const ConfigFields& fields, const VisionShape& shape) {
    if (shape.patchSize > shape.imageSize)
        fields.fail("patch_size",
                    "is larger than the image of " + std::to_string(shape.imageSize) + " pixels");
}

void setScaling(ImageTransformSettings& transform, const ConfigFields& fields, const char* mean,
                const char* deviation) {
    const ImageTransformSettings usual;
    const std::vector<double> means = fields.numbers(mean, {usual.mean.begin(), usual.mean.end()});
    const std::vector<double> deviations =
        fields.numbers(deviation, {usual.deviation.begin(), usual.deviation.end()});
    for (std::size_t c = 0; c < 3; ++c) {
        if (!(deviations[c] > 0)) fields.fail(deviation, "must be above 0");
        transform.mean[c] = static_cast<float>(means[c]);
        transform.deviation[c] = static_cast<float>(deviations[c]);
    }
}

// ---- Hugging Face

TransformerShape huggingFaceShape(const ConfigFields& fields, const TransformerShape& usual) {
    TransformerShape shape;
    shape.width = fields.integer("hidden_size", usual.width, widest);
    shape.layers = fields.integer("num_hidden_layers", usual.layers, deepest);
    shape.heads = fields.integer("num_attention_heads", usual.heads, widest);
    shape.mlpWidth = fields.integer("intermediate_size", usual.mlpWidth, 16 * widest);
    shape.normEpsilon = fields.number("layer_norm_eps", 1e-5, 0, 1);
    checkHeads(fields, "num_attention_heads", shape);
    const std::string activation = fields.text("hidden_act", "quick_gelu");
    if (activation != "quick_gelu" && activation != "gelu")
        fields.fail("hidden_act", "CLIP models have \"quick_gelu\" or \"gelu\"");
    shape.activation = activation == "gelu" ? Activation::Gelu : Activation::QuickGelu;
    return shape;
}

// Old files say everything twice; there "text_config_dict" counts.
ConfigFields huggingFacePart(const ConfigFields& config, const std::string& name) {
    return config.object(config.isObject(name + "_dict") ? name + "_dict" : name);
}

ClipArchitecture huggingFaceArchitecture(const ConfigFields& config) {
    if (config.text("model_type", "clip") != "clip")
        config.fail("model_type", "this is no CLIP model; choose one whose model_type is \"clip\"");
    const ConfigFields text = huggingFacePart(config, "text_config"),
                       vision = huggingFacePart(config, "vision_config");
    ClipArchitecture architecture;
    architecture.width = config.integer("projection_dim", 512, widest);
    architecture.text.transformer = huggingFaceShape(text, {512, 12, 8, 2048});
    architecture.text.context = text.integer("max_position_embeddings", 77, longestText);
    architecture.text.vocabulary = text.integer("vocab_size", 49408, mostTokens);
    architecture.vision.transformer = huggingFaceShape(vision, {768, 12, 12, 3072});
    architecture.vision.imageSize = vision.integer("image_size", 224, largestImage);
    architecture.vision.patchSize = vision.integer("patch_size", 32, largestImage);
    checkPatches(vision, architecture.vision);
    if (vision.integer("num_channels", 3, 100) != 3)
        vision.fail("num_channels", "only colour pictures can be read");
    return architecture;
}

// 2 is what old files say of every model: it is no model's end mark, and stands for the rule that came before.
std::optional<std::int64_t> huggingFaceEndToken(const ConfigFields& text) {
    const std::int64_t token = text.integer("eos_token_id", 2, mostTokens);
    return token == 2 ? std::nullopt : std::optional(token);
}

// "size": 224, or an object with the field that means the same.
std::int64_t readSize(const ConfigFields& config, const std::string& name, const std::string& inside) {
    if (!config.isObject(name)) return config.integer(name, 224, largestImage);
    const ConfigFields size = config.object(name);
    if (!size.has(inside))
        config.fail(name, "must have \"" + inside + "\": other ways to resize are not known here");
    return size.requiredInteger(inside, largestImage);
}

ImageTransformSettings huggingFaceTransform(const ConfigFields& config, std::int64_t imageSize) {
    for (const char* step : {"do_resize", "do_center_crop"})
        if (!config.flag(step, true)) config.fail(step, "pictures of any size must become the model's input");
    if (!config.flag("do_rescale", true))
        config.fail("do_rescale", "models of values 0 to 255 are not known here");
    config.number("rescale_factor", 1 / 255.0, 0.0039, 0.00393);
    ImageTransformSettings transform;
    transform.resize = static_cast<int>(readSize(config, "size", "shortest_edge"));
    transform.crop = static_cast<int>(readSize(config, "crop_size", "height"));
    if (readSize(config, "crop_size", "width") != transform.crop) config.fail("crop_size", "must be square");
    if (transform.crop != imageSize)
        config.fail("crop_size",
                    "the model takes pictures of " + std::to_string(imageSize) + " pixels a side");
    if (transform.resize < transform.crop)
        config.fail("size", "must not be smaller than what is cropped from it");
    const std::int64_t resample = config.integer("resample", 3, 5);  // PIL's numbers
    if (resample != 2 && resample != 3) config.fail("resample", "must be 2 (bilinear) or 3 (bicubic)");
    transform.resample = resample == 3 ? Resample::Bicubic : Resample::Bilinear;
    if (config.flag("do_normalize", true)) {
        setScaling(transform, config, "image_mean", "image_std");
    } else {
        transform.mean = {0, 0, 0};
        transform.deviation = {1, 1, 1};
    }
    return transform;
}

// ---- OpenCLIP

// Fields that would change what the towers compute, unless they have the value that they have when omitted.
void checkFeatures(const ConfigFields& fields) {
    for (const char* name : {"timm_model_name", "hf_model_name", "attentional_pool", "attn_pooler_queries",
                             "no_ln_pre", "final_ln_after_pool", "ls_init_value", "embed_cls",
                             "no_causal_mask", "qk_norm", "scaled_cosine", "norm_kwargs", "act_kwargs"})
        if (fields.has(name) && !(fields.isFlag(name) && !fields.flag(name, false)))
            fields.fail(name, "this version reads CLIP models without that feature");
}

TransformerShape openClipShape(const ConfigFields& fields, std::int64_t width, bool quickGelu) {
    checkFeatures(fields);
    TransformerShape shape;
    shape.width = fields.integer("width", width, widest);
    shape.layers = fields.integer("layers", 12, deepest);
    shape.mlpWidth =
        static_cast<std::int64_t>(static_cast<double>(shape.width) * fields.number("mlp_ratio", 4, 0.01, 16));
    if (shape.mlpWidth < 1) fields.fail("mlp_ratio", "leaves nothing of the width");
    shape.activation = quickGelu ? Activation::QuickGelu : Activation::Gelu;
    return shape;
}

ClipArchitecture openClipArchitecture(const ConfigFields& model) {
    const ConfigFields text = model.object("text_cfg"), vision = model.object("vision_cfg");
    const bool quickGelu = model.flag("quick_gelu", false);
    ClipArchitecture architecture;
    architecture.width = model.requiredInteger("embed_dim", widest);

    TransformerShape& words = architecture.text.transformer;
    words = openClipShape(text, 512, quickGelu);
    words.heads = text.integer("heads", 8, widest);
    checkHeads(text, "heads", words);
    architecture.text.context = text.integer("context_length", 77, longestText);
    architecture.text.vocabulary = text.integer("vocab_size", 49408, mostTokens);
    if (text.text("pool_type", "argmax") != "argmax") text.fail("pool_type", "only \"argmax\" is known here");
    if (text.text("proj_type", "linear") != "linear") text.fail("proj_type", "only \"linear\" is known here");

    TransformerShape& pixels = architecture.vision.transformer;
    pixels = openClipShape(vision, 768, quickGelu);
    const std::int64_t headWidth = vision.integer("head_width", 64, widest);
    if (pixels.width % headWidth != 0)
        vision.fail(vision.has("head_width") ? "head_width" : "width",
                    "a width of " + std::to_string(pixels.width) + " is no multiple of the heads' " +
                        std::to_string(headWidth));
    pixels.heads = pixels.width / headWidth;
    architecture.vision.imageSize = vision.integer("image_size", 224, largestImage);
    architecture.vision.patchSize = vision.integer("patch_size", 16, largestImage);
    checkPatches(vision, architecture.vision);
    if (vision.text("pool_type", "tok") != "tok") vision.fail("pool_type", "only \"tok\" is known here");
    if (vision.flag("global_average_pool", false))
        vision.fail("global_average_pool", "only the class token is known here");
    if (vision.text("pos_embed_type", "learnable") != "learnable")
        vision.fail("pos_embed_type", "only \"learnable\" is known here");
    return architecture;
}

ImageTransformSettings openClipTransform(const ConfigFields& config, std::int64_t imageSize) {
    ImageTransformSettings transform;
    transform.resize = transform.crop = static_cast<int>(imageSize);
    setScaling(transform, config, "mean", "std");
    const std::string interpolation = config.text("interpolation", "bicubic");
    if (interpolation != "bicubic" && interpolation != "bilinear")
        config.fail("interpolation", "must be \"bicubic\" or \"bilinear\"");
    transform.resample = interpolation == "bicubic" ? Resample::Bicubic : Resample::Bilinear;
    if (config.text("resize_mode", "shortest") != "shortest")
        config.fail("resize_mode", "only \"shortest\" is known here");
    return transform;
}

}  // namespace

ClipConfig readClipConfig(const CheckpointFiles& files) {
    const ConfigFields config(files.config);
    ClipConfig result;
    if (files.layout == CheckpointLayout::HuggingFace) {
        result.architecture = huggingFaceArchitecture(config);
        result.endToken = huggingFaceEndToken(huggingFacePart(config, "text_config"));
        result.transform =
            huggingFaceTransform(ConfigFields(files.preprocessor), result.architecture.vision.imageSize);
    } else {
        if (!config.has("model_cfg")) config.fail("model_cfg", "must describe the model");
        result.architecture = openClipArchitecture(config.object("model_cfg"));
        result.transform =
            openClipTransform(config.object("preprocess_cfg"), result.architecture.vision.imageSize);
    }
    return result;
}

}  // namespace nounscope
