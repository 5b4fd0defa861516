//go:build !linux && !darwin

package infile

import (
	"os"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/state/internal/storage"
)

// flock fails: the system's locks end with no process.
func flock(*os.File) error { return fact.NewError(nil, storage.FileUnsupported, nil) }
