extension RuleFixture {
    /// Whatever is nearly a box.
    static let ofMarkers: [RuleFixture] = [
        RuleFixture(
            "malformed-task-marker", "every kind beside real ones", others: ["born-ticked"],
            """
            - [ ] Open
            - [x] Done
            - [X] Done, too
            - «[X ]» Space behind
            - «[ x]» Space before
            - «[✅]» Emoji
            - «[✔]» Sign
            - «[*]» Star
            - «[-]» Dash
            - «[]» Nothing between
            - «[x]»Nothing behind

            «-[x]» No space before it
            """),
        RuleFixture(
            "malformed-task-marker", "what is no box",
            """
            - [ ] See [x] and [✅] in the text
            - [x](https://example.org) is a link
            - [ref] is one, too
            - `[✅]` is code
            - \\[✅] is meant as it stands
            - «[✅]» is none

            ```
            - [✅] In a fence
            ```

            [ref]: https://example.org

            """),
    ]
}
