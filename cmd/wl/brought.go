package main

// broughtCommands are the verbs of other tools, and what does the same here.
func broughtCommands() map[string]string {
	return map[string]string{
		"diff": "plan", "preview": "plan", "up": "apply", "install": "apply", "upgrade": "apply", "deploy": "apply", "sync": "apply", "create": "apply",
		"down": "destroy", "delete": "destroy", "uninstall": "destroy", "remove": "destroy", "get": "status", "list": "status", "ls": "status", "describe": "status",
		"refresh": "drift", "template": "render", "synth": "render", "build": "render", "lint": "validate", "check": "validate", "format": "fmt", "unlock": "state unlock",
		"force-unlock": "state unlock", "import": "plan --adopt", "docs": "explain", "schema": "explain", "api-resources": "explain",
	}
}

// broughtFlags are flags of other tools, and what is written here.
func broughtFlags() map[string]string {
	return map[string]string{
		"--yes": "auto-approve", "-y": "auto-approve", "--values": "var-file", "--set": "var", "--output": "format", "-o": "format", "--json": "format json",
		"--kube-context": "context",
	}
}
