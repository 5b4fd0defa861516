package words

// planPhrases are those of plans.
func planPhrases() map[string]string {
	return map[string]string{
		"Warning:": "警告：",
		"Error:":   "错误：",
	}
}
