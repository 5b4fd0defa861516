package objects

import (
	"encoding/base64"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/decode"
)

// secretData writes text in the form that the server stores. All of it is
// sensitive, wherever it comes from.
func secretData(w *writer, _ *decode.Block, a *decode.Attribute, at object.Path) {
	for key, v := range a.Data.(map[string]any) {
		text, _ := v.(string)
		w.set(at.Field(key), base64.StdEncoding.EncodeToString([]byte(text)))
		w.from(at.Field(key), a.ElementRange(key))
	}
	w.manifest.Sensitive = append(w.manifest.Sensitive, at)
}
