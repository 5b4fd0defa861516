stack "shop" {}

variable "planted" {
  default   = "planted-secret"
  sensitive = true
}

config_map "settings" {
  data = { workers = "4" }
}

workload "main" {
  kind = "Deployment"
  container "main" {
    image = "nginx:1.27"
    health_check {
      liveness {
        http_get = { path = var.planted, port = 80 } # error: path must begin with "/"; the given value is sensitive and breaks this rule.
      }
    }
    environment {
      config_map_key "WORKERS" {
        config_map = config_map.settings.name
        key        = var.planted # error: config_map "settings" has no key (sensitive).
      }
    }
  }
}

workload "compared" {
  kind = "Deployment"
  container "main" {
    image = "nginx:1.27"
    health_check {
      liveness {
        tcp_socket = { port = substr(var.planted, 0, 5) } # error: container "main" has no port (sensitive).
      }
    }
    environment {
      config_map_key "WORKERS" {
        config_map = config_map.settings.name
        key        = var.planted # error: config_map "settings" has no key (sensitive).
      }
    }
    storage {
      mount "/x" {
        volume = var.planted # error: workload "compared" has no volume (sensitive).
      }
    }
  }
}
