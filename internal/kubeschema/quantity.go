package kubeschema

import (
	"encoding/json"
	"strings"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/object"
)

// quantityType is the schema's name of quantities, of which it says nothing else.
const quantityType = "io.k8s.apimachinery.pkg.api.resource.Quantity"

// quantity checks a value of that type by what the server reads it with: numbers, and null,
// are quantities, too.
func (v *validator) quantity(value any) {
	if isQuantity(value) {
		return
	}
	text, isText := value.(string)
	if !isText {
		v.report("%s is given, but a quantity is expected, such as 500m, 2 or 10Gi", describeValue(value))
		return
	}
	v.report("%q is not a quantity, such as 500m, 2 or 10Gi%s", text, meantQuantity(text))
}

func isQuantity(value any) bool {
	if value == nil {
		return true
	}
	text, isText := value.(string)
	if !isText {
		encoded, _ := json.Marshal(value) // what cannot be is none
		text = string(encoded)
	}
	_, err := object.ParseQuantity(strings.TrimSpace(text))
	return err == nil
}

// meantQuantity names what was probably meant with a text: its unit without the byte, or in
// the case in which Kubernetes has it.
func meantQuantity(text string) message.Text {
	number := strings.TrimRight(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ ")
	unit := strings.ToLower(strings.TrimSpace(text[len(number):])) // 10GiB, 10gi, 10 Gi
	for _, known := range []string{"Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "k", "M", "G", "T", "P", "E"} {
		if unit != strings.ToLower(known) && unit != strings.ToLower(known)+"b" {
			continue
		}
		if _, err := object.ParseQuantity(number + known); err == nil {
			return message.New("; did you mean %q?", number+known)
		}
	}
	return message.Text{}
}
