workload "web-shop" {
  kind = "Deployment"

  init_container "settings" {
    image   = "busybox:1.37"
    command = ["sh", "-c", "echo LEVEL=info > /env/app.env"]
    cpu     = { request = "10m", limit = "100m" }
    memory  = { request = "16Mi", limit = "32Mi" }

    storage {
      mount "/env" {
        volume = "env"
      }
    }
  }

  container "nginx" {
    image  = "nginx:1.28"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }

    environment {
      field "POD_NAME" {
        path = "metadata.name"
      }
      file_key "LEVEL" {
        volume = "env"
        path   = "app.env"
        key    = "LEVEL"
      }
    }

    storage {
      mount "/identity" {
        volume    = "identity"
        read_only = true
      }
      mount "/logs" {
        volume        = "scratch"
        sub_path_expr = "$(POD_NAME)"
      }
      mount "/models" {
        volume    = "models"
        read_only = true
      }
    }
  }

  volume "env" {
    empty_dir = {}
  }
  volume "identity" {
    projected {
      default_mode = "0440"
      service_account_token {
        path     = "token"
        audience = "vault"
      }
      downward_api {
        field "labels" {
          path = "metadata.labels"
        }
      }
      secret {
        name       = "ca"
        items      = { "ca.crt" = "tls/ca.crt" }
        item_modes = { "ca.crt" = "0444" }
      }
    }
  }
  volume "scratch" {
    ephemeral {
      size          = "10Gi"
      storage_class = "fast"
    }
  }
  volume "models" {
    image = { reference = "registry.example.com/models/ranking:3" }
  }
}
