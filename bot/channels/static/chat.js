// Begins the chat page. A script of our own instead of HTMX: redraws in place, rows known by their
// id, upload progress, repeats under one id and the server's clock would each need own code around
// it, and under a policy without inline script and style little of HTMX is left to use.
import * as buttons from "./buttons.js";
import * as composer from "./composer.js";
import * as countdown from "./countdown.js";
import * as live from "./live.js";
import * as thread from "./thread.js";

thread.start();
countdown.start();
buttons.start();
composer.start();
live.start();
