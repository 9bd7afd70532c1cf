// Search, tables, links to copy. The site works without it.
"use strict";
