// Makes each look at a training picture another one: place, size, turn, colours, ground, noise.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <opencv2/core/mat.hpp>
#include <random>
#include <vector>

#include "app/train-starter/training_pictures.h"

namespace nounscope {

class Augmenter {
public:
    Augmenter(std::uint64_t seed, int side);

    // CV_8UC3 RGB, side square. Deterministic: the n-th call with the same pictures gives the same bytes.
    cv::Mat look(const cv::Mat& kept);

    // The picture at random place and size on clouds of random colours, else unchanged: a harder test.
    cv::Mat onTexture(const cv::Mat& kept);

private:
    double uniform(double low, double high);
    bool chance(double probability) { return uniform(0, 1) < probability; }
    cv::Matx23d placement(bool mirrored);
    cv::Mat ground();
    cv::Mat clouds(int cells);
    void jitterColours(cv::Mat& rgb);
    void shade(cv::Mat& placed);

    std::mt19937 m_random;
    int m_side;
};

// The picture on white as the encoder sees it: side square, CV_8UC3 RGB.
cv::Mat plainLook(const cv::Mat& kept, int side);

}  // namespace nounscope
