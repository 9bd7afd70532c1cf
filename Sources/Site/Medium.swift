/// Where something is read. On paper nothing opens, and nobody edits.
enum Medium {
    case page, print
}
