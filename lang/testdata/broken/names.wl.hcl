stack "a-stack-name-that-is-much-too-long-for-a-field-manager" { # error: name of stack "a-stack-name-that-is-much-too-long-for-a-field-manager" must have 1 to 50 characters
}

workload "web" { # error: name must have 4 to 63 characters
  kind = "Deployment"
  container "app" { # error: set limits = "kubernetes" in the stack block
    image = "nginx:1.27"
    port "UPPER" { # error: must have 1 to 15 characters
      container_port = 80
    }
    port "a-name-that-is-too-long" { # error: must have 1 to 15 characters
      container_port = 81
    }
  }
  service "s" { # error: name must have 4 to 63 characters
    port "http" {
      port = 80
    }
  }
}

workload "Nginx_01" { # error: name must have 4 to 63 characters of a-z, 0-9 and -, begin with a letter and end with a letter or digit; this is "Nginx_01".
  kind = "Deployment"
  container "nginx" {
    image = "nginx:1.27"
  }
}

workload "a-stateful-set-whose-name-is-longer-than-fifty-two-chars" { # error: must have at most 52 characters, or its Pods cannot be created
  kind = "StatefulSet"
  container "nginx" {
    image = "nginx:1.27"
  }
}

namespace "kube_system" {} # error: name must have 1 to 63 characters

config_map "Upper" {} # error: name must have 1 to 253 characters

workload "named-twice" {
  name = "same-name"
  kind = "Deployment"
  container "nginx" {
    image = "nginx:1.27"
  }
}

workload "named-again" { # error: workload.named-twice at
  name = "same-name"
  kind = "Deployment"
  container "nginx" {
    image = "nginx:1.27"
  }
}
