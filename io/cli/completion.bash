# Completion of evengrid's commands, options, choices and files for bash. It asks the program's own help,
# so that it knows whatever the installed program knows.

_evengrid() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    local program=${COMP_WORDS[0]} command=${COMP_WORDS[1]}
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        local commands
        commands=$("$program" --help 2>/dev/null | sed -n '/^Subcommands:/,$s/^  \([a-z]\{1,\}\) .*/\1/p')
        mapfile -t COMPREPLY < <(compgen -W "$commands --help --version" -- "$current")
        return
    fi
    local help choices
    help=$("$program" "$command" --help 2>/dev/null)
    if [[ $previous == --* ]]; then # --format FORMAT:{gpkg,shp}=gpkg
        choices=$(sed -n "s/^  $previous [A-Z]*:{\([^}]*\)}.*/\1/p" <<<"$help")
    fi
    if [[ -n $choices ]]; then
        mapfile -t COMPREPLY < <(compgen -W "${choices//,/ }" -- "$current")
    elif [[ $current == -* ]]; then
        local options
        options=$(sed -n 's/^  \(-h,\)\{0,1\}\(--[a-z0-9-]*\).*/\2/p' <<<"$help")
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
    else
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
    fi
}

complete -F _evengrid evengrid
