"""Addresses of the load board and of overload alarms."""

from django.urls import URLPattern, path

from workload.views import alarms, load, load_files, load_moves

urlpatterns: list[URLPattern] = [
    path("load/", load.load, name="load"),
    path("load/hints/", load.load_hints, name="load-hints"),
    path("load/files/<str:file_format>/", load_files.load_file, name="load-file"),
    path("load/moves/apply/", load_moves.load_move_apply, name="load-move-apply"),
    path("load/moves/dismiss/", load_moves.load_move_dismiss, name="load-move-dismiss"),
    path("load/moves/<int:move_id>/undo/", load_moves.load_move_undo, name="load-move-undo"),
    path("load/alarms/", alarms.load_alarms, name="load-alarms"),
    path("load/alarms/new/", alarms.load_alarm_new, name="load-alarm-new"),
    path("load/alarms/<int:alarm_id>/", alarms.load_alarm, name="load-alarm"),
    path("load/alarms/<int:alarm_id>/decide/", alarms.load_alarm_decide, name="load-alarm-decide"),
    path("load/alarms/<int:alarm_id>/close/", alarms.load_alarm_close, name="load-alarm-close"),
    path("load/<int:employee_id>/<str:week>/", load.load_of, name="load-of"),
]
