package typeset_test

import _ "github.com/workloadlang/wl/internal/uitest" // has -update
