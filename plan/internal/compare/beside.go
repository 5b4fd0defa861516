package compare

import (
	"fmt"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
)

// Beside finds the item of a list that another manager keeps in the live object, and beside which
// the server refuses one of the configuration: both have a value that only one of them can have.
func Beside(c *Comparison, refused metav1.Status) (item object.Path, by object.ManagerEntry, found bool) {
	if refused.Details == nil {
		return item, by, false
	}
	for _, cause := range refused.Details.Causes {
		i := strings.LastIndex(cause.Field, "[")
		_, name, within := strings.Cut(cause.Field[max(i, 0):], "].")
		value, duplicate := strings.CutPrefix(cause.Message, "Duplicate value: ")
		if i < 0 || !within || !duplicate {
			continue
		}
		list := kubeschema.ServerPath(c.Manifest.Content, cause.Field[:i])
		for _, o := range c.owners {
			if o.Manager == c.Manager || c.Foreign() && ownership.IsMaker(o.ManagerEntry) { // whose items go with the adoption
				continue
			}
			for path := range kubeschema.Paths(o.Fields) {
				if has, _, _ := kubeschema.Find(c.Live, path.Field(name)); path.Parent() == list && path.Last().IsItem() && !kubeschema.Has(c.Desired, path) && fmt.Sprintf("%q", has) == value {
					return path, o.ManagerEntry, true
				}
			}
		}
	}
	return item, by, false
}
