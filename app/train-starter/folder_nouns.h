// What a folder of training pictures says about the pictures in it.
#pragma once

#include <string>
#include <string_view>

#include "app/train-starter/naming.h"

namespace nounscope {

struct FolderNoun {
    std::string noun;  // "insect"; "" where the folder says nothing nameable
    LexFiles allowed;  // where the senses of its pictures' names may come from; none: no name is believed
    bool wholeName = false;  // believe only names that are a noun as a whole, for folders of icon themes
    bool skip = false;       // patterns, playing cards: nothing to learn
};

// By the longest known beginning of a '/'-separated folder, relative to openclipart's png folder.
const FolderNoun& clipartFolder(std::string_view folder);

// By the name of a folder of pysiogame's word cards.
const FolderNoun& wordCardFolder(std::string_view folder);

}  // namespace nounscope
