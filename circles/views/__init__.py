"""Pages of topics, circles, results and measures."""

from circles.views.circles import circle_detail, plenary
from circles.views.measures import measure_detail, measure_list
from circles.views.results import result_detail, result_thread
from circles.views.topics import topic_detail, topic_list
from circles.views.wishes import wishes

__all__ = [
    "circle_detail",
    "measure_detail",
    "measure_list",
    "plenary",
    "result_detail",
    "result_thread",
    "topic_detail",
    "topic_list",
    "wishes",
]
