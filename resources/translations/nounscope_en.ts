<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>nounscope::ComputeWorker</name>
    <message numerus="yes">
        <source>%Ln noun(s) unknown to this model and left out, such as %1.</source>
        <translation>
            <numerusform>%Ln noun unknown to this model and left out, such as %1.</numerusform>
            <numerusform>%Ln nouns unknown to this model and left out, such as %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln noun(s) stood in the list more than once and count once.</source>
        <translation>
            <numerusform>%Ln noun stood in the list more than once and counts once.</numerusform>
            <numerusform>%Ln nouns stood in the list more than once and count once.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cluster(s)</source>
        <translation>
            <numerusform>%Ln cluster</numerusform>
            <numerusform>%Ln clusters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nounscope::Gallery</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nounscope::KCurve</name>
    <message numerus="yes">
        <source>%Ln cluster(s): silhouette %1</source>
        <translation>
            <numerusform>%Ln cluster: silhouette %1</numerusform>
            <numerusform>%Ln clusters: silhouette %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nounscope::NounHistogram</name>
    <message numerus="yes">
        <source>%n noun(s) without a finite score</source>
        <translation>
            <numerusform>%n noun without a finite score</numerusform>
            <numerusform>%n nouns without a finite score</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nounscope::NounsDialog</name>
    <message numerus="yes">
        <source>%Ln noun(s)</source>
        <translation>
            <numerusform>%Ln noun</numerusform>
            <numerusform>%Ln nouns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; %Ln stood there more than once</source>
        <translation>
            <numerusform>; %Ln stood there more than once</numerusform>
            <numerusform>; %Ln stood there more than once</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nounscope::Document</name>
    <message numerus="yes">
        <source>move %n picture(s) to “%1”</source>
        <translation>
            <numerusform>move %n picture to “%1”</numerusform>
            <numerusform>move %n pictures to “%1”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>hide %n picture(s)</source>
        <translation>
            <numerusform>hide %n picture</numerusform>
            <numerusform>hide %n pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No group has most of the %n picture(s) that you named “%1”.</source>
        <translation>
            <numerusform>No group has the picture that you named “%1”.</numerusform>
            <numerusform>No group has most of the %n pictures that you named “%1”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %n picture(s) that you split off as “%1” are no longer together.</source>
        <translation>
            <numerusform>The picture that you split off as “%1” is with others again.</numerusform>
            <numerusform>The %n pictures that you split off as “%1” are no longer together.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The hidden group “%1” is gone; its %n picture(s) are shown.</source>
        <translation>
            <numerusform>The hidden group “%1” is gone; its picture is shown.</numerusform>
            <numerusform>The hidden group “%1” is gone; its %n pictures are shown.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) that you moved to “%1” are where the program puts them: that group is gone.</source>
        <translation>
            <numerusform>A picture that you moved to “%1” is where the program puts it: that group is gone.</numerusform>
            <numerusform>%n pictures that you moved to “%1” are where the program puts them: that group is gone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) that you moved or hid are not there any more.</source>
        <translation>
            <numerusform>A picture that you moved or hid is not there any more.</numerusform>
            <numerusform>%n pictures that you moved or hid are not there any more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nounscope::Arranging</name>
    <message numerus="yes">
        <source>“%1”, %n picture(s)</source>
        <translation>
            <numerusform>“%1”, %n picture</numerusform>
            <numerusform>“%1”, %n pictures</numerusform>
        </translation>
    </message>
</context>
</TS>
