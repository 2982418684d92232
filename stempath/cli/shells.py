"""The scripts by which shells ask for completions: bash, zsh, fish and PowerShell.

Each passes the line up to the cursor, and reads back a first line, `words` or `files` (file names
fit as well), and then a completion a line: the value, and after a tab what it means.
"""

from __future__ import annotations

from collections.abc import Mapping

# The variables by which a script asks; that of main.VARIABLE holds the name of the shell.
LINE = "_STEMPATH_LINE"
BREAKS = "_STEMPATH_BREAKS"  # bash alone: where it breaks words
WORDS, FILES = "words", "files"

_BASH = r"""# stempath completes with TAB in bash. For this session:
#     source <(stempath --show-completion bash)
# For every session, save it where bash-completion looks:
#     mkdir -p ~/.local/share/bash-completion/completions
#     stempath --show-completion bash > ~/.local/share/bash-completion/completions/stempath
_stempath_completion() {
    local kind='' line
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ -z $kind ]]; then kind=$line; else COMPREPLY+=("$line"); fi
    done < <(_STEMPATH_COMPLETE=bash _STEMPATH_LINE="${COMP_LINE:0:COMP_POINT}" \
             _STEMPATH_BREAKS="$COMP_WORDBREAKS" "$1" 2>/dev/null)
    if type compopt &>/dev/null; then
        [[ $kind == files ]] && compopt -o default
        [[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace
    fi
    return 0
}
complete -F _stempath_completion stempath
"""

_ZSH = r"""#compdef stempath
# stempath completes with TAB in zsh. For this session, after compinit:
#     source <(stempath --show-completion zsh)
# For every session, save it in a folder of your fpath as _stempath, before compinit:
#     mkdir -p ~/.zfunc && stempath --show-completion zsh > ~/.zfunc/_stempath
#     (in ~/.zshrc:  fpath+=~/.zfunc; autoload -Uz compinit; compinit)
_stempath() {
    local kind='' line typed=$PREFIX
    local -a values shown
    [[ -n $compstate[quote] ]] && typed=${(q)PREFIX}
    while IFS= read -r line; do
        if [[ -z $kind ]]; then kind=$line; continue; fi
        values+=("${line%%$'\t'*}")
        shown+=("${line//$'\t'/  -- }")
    done < <(_STEMPATH_COMPLETE=zsh \
             _STEMPATH_LINE="${(j: :)words[1,CURRENT-1]} $typed" $words[1] 2>/dev/null)
    if (( $#values )); then
        if [[ $values[1] == *= ]]; then
            compadd -U -S '' -d shown -a values
        else
            compadd -U -d shown -a values
        fi
    elif [[ $kind == files ]]; then
        _files
    fi
}
if [[ $funcstack[1] == _stempath ]]; then _stempath "$@"; else compdef _stempath stempath; fi
"""

_FISH = r"""# stempath completes with TAB in fish. For this session:
#     stempath --show-completion fish | source
# For every session:
#     stempath --show-completion fish > ~/.config/fish/completions/stempath.fish
function __stempath_complete
    set -l program (commandline -opc)[1]
    set -l typed (commandline -cp | string collect)
    set -l found (env _STEMPATH_COMPLETE=fish _STEMPATH_LINE=$typed $program 2>/dev/null)
    if test (count $found) -gt 1
        printf '%s\n' $found[2..-1]
    else if test "$found[1]" = files
        __fish_complete_path (commandline -ct)
    end
end
complete -c stempath -k -f -a '(__stempath_complete)'
"""

_POWERSHELL = r"""# stempath completes with TAB in PowerShell. For this session:
#     stempath --show-completion powershell | Out-String | Invoke-Expression
# For every session, add that line to the file that $PROFILE names.
Register-ArgumentCompleter -Native -CommandName stempath -ScriptBlock {
    param($word, $ast, $cursor)
    $length = $cursor - $ast.Extent.StartOffset
    $env:_STEMPATH_COMPLETE = 'powershell'
    $env:_STEMPATH_LINE = $ast.ToString().PadRight($length).Substring(0, $length)
    try {
        $found = @(& $ast.CommandElements[0].Value 2>$null)
    } finally {
        Remove-Item Env:_STEMPATH_COMPLETE, Env:_STEMPATH_LINE
    }
    $found | Select-Object -Skip 1 | ForEach-Object {
        $value, $help = $_ -split "`t", 2
        if (-not $help) { $help = $value }
        [System.Management.Automation.CompletionResult]::new(
            $value, $value, 'ParameterValue', $help)
    }
}
"""

SCRIPTS: Mapping[str, str] = {
    "bash": _BASH,
    "zsh": _ZSH,
    "fish": _FISH,
    "powershell": _POWERSHELL,
}
