; Found by electron-builder in this folder. An uninstaller that is not making room for an update
; removes each person's vault and activity log: what is secret, and what is about patients.
;
; By their names, which nothing else has, and not as a folder. The uninstaller has an administrator's
; rights, and a folder of somebody else may be a junction to anywhere by the time it is entered.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    ReadRegStr $R1 HKLM "SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList" "ProfilesDirectory"
    ExpandEnvStrings $R1 $R1
    FindFirst $R2 $R3 "$R1\*"
    abhaDeskNextPerson:
      StrCmp $R3 "" abhaDeskNobodyLeft
      StrCpy $R4 "$R1\$R3\AppData\Roaming\${PRODUCT_NAME}"
      IfFileExists "$R4\*.*" 0 abhaDeskGoOn
        DetailPrint "Removing vault and activity log of $R3"
        Delete "$R4\vault\vault.bin*"
        FindFirst $R5 $R6 "$R4\activity*"
        abhaDeskNextLog:
          StrCmp $R6 "" abhaDeskNoLogLeft
          Delete "$R4\$R6\activity-????-??.jsonl"
          FindNext $R5 $R6
          Goto abhaDeskNextLog
        abhaDeskNoLogLeft:
        FindClose $R5
        DetailPrint "Settings and caches stay in $R4"
      abhaDeskGoOn:
      FindNext $R2 $R3
      Goto abhaDeskNextPerson
    abhaDeskNobodyLeft:
    FindClose $R2
  ${endIf}
!macroend
