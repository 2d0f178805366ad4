<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- Words that Qt's own Dutch translation lacks. Make the .qm with: pyside6-lrelease resources/qt/aanvulling_nl.ts -->
<TS version="2.1" language="nl_NL" sourcelanguage="en">
<context>
    <name>QFileDialog</name>
    <message><source>Look in:</source><translation>Zoeken in:</translation></message>
    <message><source>&amp;Look in:</source><translation>&amp;Zoeken in:</translation></message>
    <message><source>Files of type:</source><translation>Soort bestand:</translation></message>
    <message><source>Files of &amp;type:</source><translation>Soor&amp;t bestand:</translation></message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message><source>Drive</source><translation>Schijf</translation></message>
    <message><source>File</source><translation>Bestand</translation></message>
    <message><source>%1 File</source><translation>%1-bestand</translation></message>
    <message><source>Folder</source><translation>Map</translation></message>
    <message><source>File Folder</source><translation>Map</translation></message>
    <message><source>Folder Alias</source><translation>Verwijzing naar map</translation></message>
    <message><source>Alias</source><translation>Verwijzing</translation></message>
    <message><source>Shortcut</source><translation>Snelkoppeling</translation></message>
    <message><source>Unknown</source><translation>Onbekend</translation></message>
</context>
<context>
    <name>QPrintSettingsOutput</name>
    <message><source>Double Sided Printing</source><translation>Dubbelzijdig afdrukken</translation></message>
</context>
</TS>
