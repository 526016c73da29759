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
</TS>
